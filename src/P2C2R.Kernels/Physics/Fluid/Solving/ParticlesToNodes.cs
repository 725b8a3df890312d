using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// Adds mass and momentum of particles to nodes: node i gets w_i (v + A (x_i - x)) of each particle near it, in units of a particle's mass (Hu et
/// al. 2018, equation 29 with the affine matrix A = C + impulse of stress). The sums of a cell's 27 nodes stay in registers, nine rows of
/// four nodes, until all of its particles were added.
/// </summary>
internal static unsafe class ParticlesToNodes
{
    /// <summary>Adds the particles of some layers; nodes one layer before and after get something, too.</summary>
    /// <param name="shape">The grid.</param>
    /// <param name="rows">Particles.</param>
    /// <param name="order">Their order by cells.</param>
    /// <param name="starts">Where each cell begins in it.</param>
    /// <param name="nodes">Nodes.</param>
    /// <param name="fromLayer">First layer.</param>
    /// <param name="toLayer">After the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddLayers(FluidShape shape, float* rows, int* order, int* starts, float* nodes, int fromLayer, int toLayer)
    {
        for (var z = fromLayer; z < toLayer; z++)
        {
            for (var y = FluidShape.Wall; y < shape.Height - 1; y++)
            {
                var first = ((z * shape.Height) + y) * shape.Width;
                if (starts[first] == starts[first + shape.Width]) continue;
                for (var x = FluidShape.Wall; x < shape.Width - 2; x++)
                {
                    var (from, to) = (starts[first + x], starts[first + x + 1]);
                    if (from != to) AddCell(shape, rows, order + from, to - from, nodes + ((nint)FluidShape.NodeFloats * (first + x)), Vector128.Create(x, y, z, 0f));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddCell(FluidShape shape, float* rows, int* order, int count, float* node, Vector128<float> center)
    {
        var (s00, s10, s20) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (s01, s11, s21) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (s02, s12, s22) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        for (var i = 0; i < count; i++)
        {
            var p = rows + ((nint)ParticleStore.Floats * order[i]);
            var g = Vector128.Load(p) - center;
            var (second, ax, ay) = (Vector128.Load(p + 4), Vector128.Load(p + 8), Vector128.Load(p + 12));
            var az = NodeLanes.Lasts(second, ax, ay);

            // The affine field at the middle node, and 1 for the mass.
            var middle = second - (NodeLanes.All4(g, 0) * ax) - (NodeLanes.All4(g, 1) * ay) - (NodeLanes.All4(g, 2) * az);
            middle = NodeLanes.WithLast(middle, Vector128<float>.One, 0);
            Spline.Axes(g, out var low, out var mid, out var high);
            var weights = Spline.Row(NodeLanes.All(g, 0));
            var vectorWeights = weights & Spline.VectorLanes;
            var field = weights * (NodeLanes.Spread(middle) + (Spline.Offsets * NodeLanes.Spread(ax)));
            var alongY = vectorWeights * NodeLanes.Spread(ay);
            var alongZ = vectorWeights * NodeLanes.Spread(az);
            var (z0, z1, z2) = (NodeLanes.All(low, 2), NodeLanes.All(mid, 2), NodeLanes.All(high, 2));

            var weight = NodeLanes.All(low, 1);
            var value = weight * (field - alongY);
            var slope = weight * alongZ;
            s00 += z0 * (value - slope);
            s01 += z1 * value;
            s02 += z2 * (value + slope);

            weight = NodeLanes.All(mid, 1);
            value = weight * field;
            slope = weight * alongZ;
            s10 += z0 * (value - slope);
            s11 += z1 * value;
            s12 += z2 * (value + slope);

            weight = NodeLanes.All(high, 1);
            value = weight * (field + alongY);
            slope = weight * alongZ;
            s20 += z0 * (value - slope);
            s21 += z1 * value;
            s22 += z2 * (value + slope);
        }

        nint row = FluidShape.NodeFloats * shape.Width;
        var layer = row * shape.Height;
        node -= FluidShape.NodeFloats;
        AddRows(node - layer, row, s00, s10, s20);
        AddRows(node, row, s01, s11, s21);
        AddRows(node + layer, row, s02, s12, s22);
    }

    private static void AddRows(float* node, nint row, Vector512<float> before, Vector512<float> at, Vector512<float> after)
    {
        (Vector512.Load(node - row) + before).Store(node - row);
        (Vector512.Load(node) + at).Store(node);
        (Vector512.Load(node + row) + after).Store(node + row);
    }
}
