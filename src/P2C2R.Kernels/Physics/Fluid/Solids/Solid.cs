using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>Something solid in a fluid, at a step, and the nodes near its surface layer by layer.</summary>
internal sealed class Solid
{
    /// <summary>Nodes so far outside matter: their particles may reach the surface within a step.</summary>
    public const float Outside = 2.8f;

    /// <summary>Nodes so far inside matter: farther in no particle reaches.</summary>
    public const float Inside = -2.8f;

    private readonly FluidShape _grid;
    private readonly List<NearNode>[] _layers;
    private readonly List<NodeContact>[] _contacts;
    private readonly float _reach;
    private Matrix3 _axes;
    private Float3 _middle;

    /// <summary>Prepares one for a grid.</summary>
    /// <param name="shape">Its form.</param>
    /// <param name="center">Where in its own axes a pose's position is.</param>
    /// <param name="friction">How it holds the fluid, as <see cref="TankWalls"/> say.</param>
    /// <param name="grid">The grid.</param>
    public Solid(SolidShape shape, Float3 center, float friction, FluidShape grid)
    {
        (Shape, Center, Friction, _grid) = (shape, center, friction, grid);
        _reach = ((shape.High - shape.Low) * 0.5f).Length + 0.01f;
        _layers = new List<NearNode>[grid.Depth];
        _contacts = new List<NodeContact>[grid.Depth];
        for (var z = 0; z < _layers.Length; z++) (_layers[z], _contacts[z]) = ([], []);
    }

    /// <summary>Its form.</summary>
    public SolidShape Shape { get; }

    /// <summary>Where in its own axes the pose's position is.</summary>
    public Float3 Center { get; }

    /// <summary>How it holds the fluid.</summary>
    public float Friction { get; }

    /// <summary>Where it is.</summary>
    public SolidPose Pose { get; private set; }

    /// <summary>Where it is, and how a body will move with the fluid that it met.</summary>
    public SolidPose Met { get; private set; }

    /// <summary>Nodes near its surface, row by row.</summary>
    public List<NearNode> Near(int layer) => _layers[layer];

    /// <summary>What happens to each of them in a step.</summary>
    public List<NodeContact> Contacts(int layer) => _contacts[layer];

    /// <summary>Puts it somewhere; <see cref="FindNear(int, int)"/> of each layer is to follow.</summary>
    public void Place(SolidPose pose)
    {
        (Pose, Met, _axes) = (pose, pose, Matrix3.Of(pose.Rotation));
        _middle = pose.Position + (_axes * (((Shape.High + Shape.Low) * 0.5f) - Center));
    }

    /// <summary>Takes on a velocity that it shares with the fluid in this step.</summary>
    public void Meet(Float3 velocity, Float3 angularVelocity) => Met = Pose with { Velocity = velocity, AngularVelocity = angularVelocity };

    /// <summary>Whether a place is surely outside.</summary>
    public bool IsFar(Float3 place) => (place - _middle).LengthSquared > _reach * _reach;

    /// <summary>How far a place is from its surface, and the direction away from it.</summary>
    public float Distance(Float3 place, out Float3 normal)
    {
        var distance = Shape.Distance(_axes.TurnBack(place - Pose.Position) + Center, out normal);
        normal = _axes * normal;
        return distance;
    }

    /// <summary>Finds the nodes near its surface in some layers, those on walls included and those behind them not.</summary>
    public void FindNear(int from, int to)
    {
        for (var layer = from; layer < to; layer++) FindNear(layer);
    }

    private void FindNear(int layer)
    {
        var near = _layers[layer];
        near.Clear();
        var (low, high) = Around(Outside);
        if (layer < Math.Max(FluidShape.Wall, low.Z) || layer > Math.Min(FluidShape.Wall + _grid.CellsZ, high.Z)) return;
        var (fromX, toX) = ((int)Math.Max(FluidShape.Wall, low.X), (int)Math.Min(FluidShape.Wall + _grid.CellsX, high.X));
        var (fromY, toY) = ((int)Math.Max(FluidShape.Wall, low.Y), (int)Math.Min(FluidShape.Wall + _grid.CellsY, high.Y));
        for (var y = fromY; y <= toY; y++)
        {
            for (var x = fromX; x <= toX; x++)
            {
                var place = new Float3(x, y, layer);
                var distance = Distance(place, out var normal);
                if (distance > Inside && distance < Outside && normal != default) near.Add(new NearNode((((layer * _grid.Height) + y) * _grid.Width) + x, place, distance, normal));
            }
        }
    }

    /// <summary>The upright box around it and some cells more.</summary>
    public (Float3 Low, Float3 High) Around(float more)
    {
        var half = (Shape.High - Shape.Low) * 0.5f;
        var (x, y, z) = (_axes.Row0, _axes.Row1, _axes.Row2);
        var extent = new Float3(Reach(x, half), Reach(y, half), Reach(z, half)) + (Float3.One * more);

        // Beyond any grid in both directions, so that the bounds stay whole numbers.
        var most = Float3.One * 100_000;
        return (Float3.Max(_middle - extent, -most), Float3.Min(_middle + extent, most));
    }

    private static float Reach(Float3 row, Float3 half) => (Math.Abs(row.X) * half.X) + (Math.Abs(row.Y) * half.Y) + (Math.Abs(row.Z) * half.Z);
}
