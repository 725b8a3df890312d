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
    private Matrix3 _axes;

    /// <summary>Prepares one for a grid.</summary>
    /// <param name="shape">Its form.</param>
    /// <param name="center">Where in its own axes a pose's position is.</param>
    /// <param name="friction">How it holds the fluid, as <see cref="TankWalls"/> say.</param>
    /// <param name="grid">The grid.</param>
    public Solid(SolidShape shape, Float3 center, float friction, FluidShape grid)
    {
        (Shape, Center, Friction, _grid) = (shape, center, friction, grid);
        _layers = new List<NearNode>[grid.Depth];
        for (var z = 0; z < _layers.Length; z++) _layers[z] = [];
    }

    /// <summary>Its form.</summary>
    public SolidShape Shape { get; }

    /// <summary>Where in its own axes the pose's position is.</summary>
    public Float3 Center { get; }

    /// <summary>How it holds the fluid.</summary>
    public float Friction { get; }

    /// <summary>Where it is.</summary>
    public SolidPose Pose { get; private set; }

    /// <summary>Nodes near its surface, row by row.</summary>
    public IReadOnlyList<NearNode> Near(int layer) => _layers[layer];

    /// <summary>Puts it somewhere; <see cref="FindNear"/> of each layer is to follow.</summary>
    public void Place(SolidPose pose) => (Pose, _axes) = (pose, Matrix3.Of(pose.Rotation));

    /// <summary>How far a place is from its surface, and the direction away from it.</summary>
    public float Distance(Float3 place, out Float3 normal)
    {
        var distance = Shape.Distance(_axes.TurnBack(place - Pose.Position) + Center, out normal);
        normal = _axes * normal;
        return distance;
    }

    /// <summary>Finds the nodes near its surface in a layer, those on walls included and those behind them not.</summary>
    public void FindNear(int layer)
    {
        var near = _layers[layer];
        near.Clear();
        var (low, high) = Around();
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

    /// <summary>The upright box around what matters.</summary>
    private (Float3 Low, Float3 High) Around()
    {
        var half = (Shape.High - Shape.Low) * 0.5f;
        var middle = Pose.Position + (_axes * (((Shape.High + Shape.Low) * 0.5f) - Center));
        var (x, y, z) = (_axes.Row0, _axes.Row1, _axes.Row2);
        var extent = new Float3(Reach(x, half), Reach(y, half), Reach(z, half)) + (Float3.One * Outside);

        // Beyond any grid in both directions, so that the bounds stay whole numbers.
        var most = Float3.One * 100_000;
        return (Float3.Max(middle - extent, -most), Float3.Min(middle + extent, most));
    }

    private static float Reach(Float3 row, Float3 half) => (Math.Abs(row.X) * half.X) + (Math.Abs(row.Y) * half.Y) + (Math.Abs(row.Z) * half.Z);
}
