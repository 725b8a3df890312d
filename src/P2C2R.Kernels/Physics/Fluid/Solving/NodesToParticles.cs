using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// Gives particles the velocity and its gradient at their places (Jiang et al. 2015, "The Affine Particle-In-Cell Method"), moves them, and
/// makes what they bring to the nodes of the next step. The nine rows of nodes around a cell stay in registers for all of its particles.
/// </summary>
internal readonly unsafe struct NodesToParticles
{
    private readonly FluidShape _shape;
    private readonly ParticleLaw _law;
    private readonly Vector128<float> _timeStep;
    private readonly Vector128<float> _lowest;
    private readonly Vector128<float> _highest;
    private readonly Vector128<int> _strides;

    /// <summary>Prepares for a grid.</summary>
    public NodesToParticles(FluidShape shape, FluidSettings settings)
    {
        _shape = shape;
        _law = new ParticleLaw(settings);
        var dt = settings.TimeStep;
        _timeStep = Vector128.Create(dt, dt, dt, 0);
        _lowest = Vector128.Create(FluidShape.Wall, FluidShape.Wall, FluidShape.Wall, float.MinValue);
        _highest = Vector128.Create(FluidShape.Wall + shape.CellsX, FluidShape.Wall + shape.CellsY, FluidShape.Wall + shape.CellsZ, float.MaxValue);
        _strides = Vector128.Create(1, shape.Width, shape.Width * shape.Height, 0);
    }

    /// <summary>Moves the particles of some layers.</summary>
    /// <param name="rows">Particles.</param>
    /// <param name="moved">Receives them, by the order of their cells until now.</param>
    /// <param name="keys">Receives the nodes that are then nearest to them.</param>
    /// <param name="order">The order by cells.</param>
    /// <param name="starts">Where each cell begins in it.</param>
    /// <param name="nodes">Nodes.</param>
    /// <param name="fromLayer">First layer.</param>
    /// <param name="toLayer">After the last.</param>
    /// <returns>Whether all of them moved less than a cell.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool MoveLayers(float* rows, float* moved, int* keys, int* order, int* starts, float* nodes, int fromLayer, int toLayer)
    {
        var calm = Vector128<float>.AllBitsSet;
        for (var z = fromLayer; z < toLayer; z++)
        {
            for (var y = FluidShape.Wall; y < _shape.Height - 1; y++)
            {
                var first = ((z * _shape.Height) + y) * _shape.Width;
                if (starts[first] == starts[first + _shape.Width]) continue;
                for (var x = FluidShape.Wall; x < _shape.Width - 2; x++)
                {
                    var (from, to) = (starts[first + x], starts[first + x + 1]);
                    if (from == to) continue;
                    var node = nodes + ((nint)FluidShape.NodeFloats * (first + x - 1));
                    calm &= MoveCell(rows, moved + ((nint)ParticleStore.Floats * from), keys + from, order + from, to - from, node, Vector128.Create(x, y, z, 0f));
                }
            }
        }

        return calm == Vector128<float>.AllBitsSet || Vector128.EqualsAll(calm.AsInt32(), Vector128<int>.AllBitsSet);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Vector128<float> MoveCell(float* rows, float* moved, int* keys, int* order, int count, float* node, Vector128<float> center)
    {
        nint row = FluidShape.NodeFloats * _shape.Width;
        var layer = row * _shape.Height;
        var (n00, n10, n20) = (Vector512.Load(node - layer - row), Vector512.Load(node - layer), Vector512.Load(node - layer + row));
        var (n01, n11, n21) = (Vector512.Load(node - row), Vector512.Load(node), Vector512.Load(node + row));
        var (n02, n12, n22) = (Vector512.Load(node + layer - row), Vector512.Load(node + layer), Vector512.Load(node + layer + row));
        var calm = Vector128<float>.AllBitsSet;
        for (var i = 0; i < count; i++)
        {
            var p = rows + ((nint)ParticleStore.Floats * order[i]);
            var position = Vector128.Load(p);
            var g = position - center;
            Spline.Axes(g, out var low, out var mid, out var high);
            var (y0, y1, y2) = (NodeLanes.All(low, 1), NodeLanes.All(mid, 1), NodeLanes.All(high, 1));

            // Sums along y, of values and of values times distance from the middle node; then along z.
            var (before, after) = (y0 * n00, y2 * n20);
            var weight = NodeLanes.All(low, 2);
            var value = weight * (before + (y1 * n10) + after);
            var slopeY = weight * (after - before);
            var sum = value;
            var slopeZ = Vector512<float>.Zero - value;

            (before, after) = (y0 * n01, y2 * n21);
            weight = NodeLanes.All(mid, 2);
            sum += weight * (before + (y1 * n11) + after);
            slopeY += weight * (after - before);

            (before, after) = (y0 * n02, y2 * n22);
            weight = NodeLanes.All(high, 2);
            value = weight * (before + (y1 * n12) + after);
            slopeY += weight * (after - before);
            sum += value;
            slopeZ += value;

            var weights = Spline.Row(NodeLanes.All(g, 0));
            var velocity = Along(weights * sum, out var bx);
            var by = Along(weights * slopeY, out _);
            var bz = Along(weights * slopeZ, out _);
            bx -= NodeLanes.All4(g, 0) * velocity;
            by -= NodeLanes.All4(g, 1) * velocity;
            bz -= NodeLanes.All4(g, 2) * velocity;
            var way = velocity * _timeStep;
            calm &= Vector128.LessThan(Vector128.Abs(way), Vector128<float>.One);
            var place = NodeLanes.Min(NodeLanes.Max(position + way, _lowest), _highest);
            var nearest = Vector128.ConvertToInt32(place + Vector128.Create(0.5f, 0.5f, 0.5f, 0)) * _strides;
            keys[i] = nearest.GetElement(0) + nearest.GetElement(1) + nearest.GetElement(2);
            _law.Apply(position, place, velocity, bx, by, bz, moved + ((nint)ParticleStore.Floats * i));
        }

        return calm;
    }

    /// <summary>Sums three nodes along x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Along(Vector512<float> nodes, out Vector128<float> slope)
    {
        var (before, after) = (NodeLanes.Node(nodes, 0), NodeLanes.Node(nodes, 2));
        slope = after - before;
        return before + NodeLanes.Node(nodes, 1) + after;
    }
}
