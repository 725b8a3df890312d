using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>The nodes, and what happens to them between particles and particles: momentum becomes velocity, gravity pulls, walls hold.</summary>
internal sealed unsafe class NodeStep
{
    private const int RowGrain = 64;

    private readonly FluidShape _shape;
    private readonly FluidSettings _settings;
    private readonly AlignedArray<float> _nodes;
    private readonly bool[] _filled;
    private readonly bool[] _active;

    /// <summary>Nodes of a grid.</summary>
    public NodeStep(FluidShape shape, FluidSettings settings)
    {
        (_shape, _settings) = (shape, settings);

        // The row after the last is read by vectors that start in it, and never used.
        _nodes = new AlignedArray<float>((shape.Nodes + 4) * FluidShape.NodeFloats);
        _filled = new bool[shape.Rows];
        _active = new bool[shape.Rows];
    }

    /// <summary>x, y, z, mass of each node; only rows near particles mean anything.</summary>
    public float* Pointer => _nodes.Pointer;

    /// <summary>Whether particles touch a row.</summary>
    public bool[] IsActive => _active;

    /// <summary>Finds the rows that particles touch, and empties them.</summary>
    public void Clear(CellOrder cells, WorkCrew crew)
    {
        var starts = cells.Starts;
        for (var row = 0; row < _shape.Rows; row++) _filled[row] = starts[row * _shape.Width] != starts[(row + 1) * _shape.Width];
        for (var z = 0; z < _shape.Depth; z++)
        {
            for (var y = 0; y < _shape.Height; y++) _active[(z * _shape.Height) + y] = HasFilledNear(y, z);
        }

        crew.Run(_shape.Rows, RowGrain, ClearRows);
    }

    /// <summary>Makes velocities of momenta.</summary>
    /// <param name="crew">Who works.</param>
    /// <param name="exchange">What solids do to the velocities, before walls do.</param>
    public void Advance(WorkCrew crew, Action? exchange)
    {
        var (walls, dt) = (_settings.Walls, _settings.TimeStep);
        crew.Run(_shape.Rows, RowGrain, FoldRows);
        for (var z = 0; z < _shape.Depth; z++) WallImages.FoldLayer(_shape, Pointer, _active, z);
        for (var y = 0; y < _shape.Height; y++) WallImages.FoldDepth(_shape, Pointer, _active, y);
        crew.Run(_shape.Rows, RowGrain, AdvanceRows);
        exchange?.Invoke();
        crew.Run(_shape.Rows, RowGrain, MirrorRows);
        for (var z = 0; z < _shape.Depth; z++) WallImages.MirrorLayer(_shape, Pointer, _active, z, walls, dt);
        for (var y = 0; y < _shape.Height; y++) WallImages.MirrorDepth(_shape, Pointer, _active, y, walls, dt);
    }

    private bool HasFilledNear(int y, int z)
    {
        var (fromZ, toZ) = Near(z, _shape.Depth);
        var (fromY, toY) = Near(y, _shape.Height);
        for (var k = fromZ; k <= toZ; k++)
        {
            for (var j = fromY; j <= toY; j++)
            {
                if (_filled[(k * _shape.Height) + j]) return true;
            }
        }

        return false;
    }

    /// <summary>Rows or layers whose particles matter to one of them: its neighbours, and to one behind a wall what matters to the wall.</summary>
    private static (int From, int To) Near(int at, int count) => (at == count - 1 ? at - 2 : Math.Max(0, at - 1), at == 0 ? 2 : Math.Min(count - 1, at + 1));

    private float* Row(int row) => Pointer + ((nint)FluidShape.NodeFloats * _shape.Width * row);

    private void ClearRows(int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            if (_active[row]) new Span<float>(Row(row), FluidShape.NodeFloats * _shape.Width).Clear();
        }
    }

    private void FoldRows(int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            if (_active[row]) WallImages.FoldRow(_shape, Row(row));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AdvanceRows(int from, int to)
    {
        var pull = _settings.Gravity * _settings.TimeStep;
        var gravity = NodeLanes.Spread(Vector128.Create(pull.X, pull.Y, pull.Z, 0));
        for (var row = from; row < to; row++)
        {
            if (!_active[row]) continue;
            var start = Row(row);
            for (var x = 0; x < FluidShape.NodeFloats * _shape.Width; x += Lanes.Count)
            {
                var node = Vector512.Load(start + x);
                var mass = NodeLanes.Masses(node);
                var velocity = Vector512.ConditionalSelect(Vector512.GreaterThan(mass, Vector512<float>.Zero), (node / mass) + gravity, Vector512<float>.Zero);
                Vector512.ConditionalSelect(Spline.VectorLanes, velocity, node).Store(start + x);
            }
        }
    }

    private void MirrorRows(int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            if (_active[row]) WallImages.MirrorRow(_shape, Row(row), _settings.Walls, _settings.TimeStep);
        }
    }
}
