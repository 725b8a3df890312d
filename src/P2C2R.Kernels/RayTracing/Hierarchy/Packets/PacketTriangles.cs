using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Packets;

/// <summary>Tests sixteen rays against one triangle after the other; each lane does what <see cref="TriangleTest"/> does.</summary>
internal static unsafe class PacketTriangles
{
    private const int Corner = 3 * TriangleBlock.Width;

    /// <summary>Tests some triangles of a block.</summary>
    /// <returns>Whether any ray has a better hit now.</returns>
    public static bool Meet(WideTree tree, TriangleBlock* block, uint triangles, Ray* rays, ref RayPacket packet, ref PacketHits found)
    {
        var any = false;
        for (; triangles != 0; triangles &= triangles - 1) any |= Meet(tree, block, BitOperations.TrailingZeroCount(triangles), rays, ref packet, ref found);
        return any;
    }

    private static bool Meet(WideTree tree, TriangleBlock* block, int lane, Ray* rays, ref RayPacket packet, ref PacketHits found)
    {
        Shear(block, lane, packet, out var ax, out var ay, out var az);
        Shear(block, lane + Corner, packet, out var bx, out var by, out var bz);
        Shear(block, lane + (2 * Corner), packet, out var cx, out var cy, out var cz);
        var u = (cx * by) - (cy * bx);
        var v = (ax * cy) - (ay * cx);
        var w = (bx * ay) - (by * ax);
        var zero = Vector512<float>.Zero;
        var onEdge = Vector512.Equals(u, zero) | Vector512.Equals(v, zero) | Vector512.Equals(w, zero);
        var any = onEdge.ExtractMostSignificantBits() is not 0 and var edges && MeetOnEdge(tree, block, lane, (uint)edges, rays, ref packet, ref found);

        // Without zeros the ray is inside where all three signs are the same.
        var inside = Vector512.AndNot((((u & v & w) | ~(u | v | w)).AsInt32() >> 31).AsSingle(), onEdge);
        if (inside.ExtractMostSignificantBits() == 0) return any;
        var determinant = u + v + w;
        var distance = ((u * (packet.ShearZ * az)) + (v * (packet.ShearZ * bz)) + (w * (packet.ShearZ * cz))) / determinant;
        var valid = inside & Vector512.GreaterThan(distance, packet.Nearest) & Vector512.LessThanOrEqual(distance, packet.Farthest);
        return Take(block, lane, valid, distance, v, w, determinant, ref packet, ref found) | any;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shear(TriangleBlock* block, int at, in RayPacket packet, out Vector512<float> x, out Vector512<float> y, out Vector512<float> z)
    {
        var axes = (PacketAxis*)Unsafe.AsPointer(ref Unsafe.AsRef(in packet.X));
        z = Vector512.Create(block->Corners[at + (TriangleBlock.Width * packet.AxisZ)]) - axes[packet.AxisZ].Origin;
        x = Vector512.Create(block->Corners[at + (TriangleBlock.Width * packet.AxisX)]) - axes[packet.AxisX].Origin - (packet.ShearX * z);
        y = Vector512.Create(block->Corners[at + (TriangleBlock.Width * packet.AxisY)]) - axes[packet.AxisY].Origin - (packet.ShearY * z);
    }

    /// <summary>The triangle's own box, and whether a hit is better than the best so far.</summary>
    private static bool Take(TriangleBlock* block, int lane, Vector512<float> valid, Vector512<float> distance, Vector512<float> v, Vector512<float> w, Vector512<float> determinant, ref RayPacket packet, ref PacketHits found)
    {
        if (valid.ExtractMostSignificantBits() == 0) return false;
        var (enter, leave) = (Vector512.Create(float.NegativeInfinity), Vector512.Create(float.PositiveInfinity));
        packet.X.Meet(Least(block, lane), Most(block, lane), ref enter, ref leave);
        packet.Y.Meet(Least(block, lane + TriangleBlock.Width), Most(block, lane + TriangleBlock.Width), ref enter, ref leave);
        packet.Z.Meet(Least(block, lane + (2 * TriangleBlock.Width)), Most(block, lane + (2 * TriangleBlock.Width)), ref enter, ref leave);
        distance = RayPacket.Greater(distance, enter) + Vector512<float>.Zero;
        valid &= Vector512.LessThanOrEqual(enter, leave) & Vector512.GreaterThanOrEqual(leave, packet.Nearest) & Vector512.LessThanOrEqual(distance, packet.Farthest);
        var (instance, triangle) = (Vector512.Create(block->Instances[lane]), Vector512.Create(block->Triangles[lane]));
        var isFirst = Vector512.LessThan(found.Instances, Vector512<int>.Zero)
            | Vector512.LessThan(instance, found.Instances)
            | (Vector512.Equals(instance, found.Instances) & Vector512.LessThan(triangle, found.Triangles));
        valid &= Vector512.LessThan(distance, packet.Farthest) | isFirst.AsSingle();
        packet.Farthest = Vector512.ConditionalSelect(valid, distance, packet.Farthest);
        found.V = Vector512.ConditionalSelect(valid, v, found.V);
        found.W = Vector512.ConditionalSelect(valid, w, found.W);
        found.Determinants = Vector512.ConditionalSelect(valid, determinant, found.Determinants);
        found.Instances = Vector512.ConditionalSelect(valid.AsInt32(), instance, found.Instances);
        found.Triangles = Vector512.ConditionalSelect(valid.AsInt32(), triangle, found.Triangles);
        return valid.ExtractMostSignificantBits() != 0;
    }

    /// <summary>Rays that seem to go through an edge, each by itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool MeetOnEdge(WideTree tree, TriangleBlock* block, int lane, uint onEdge, Ray* rays, ref RayPacket packet, ref PacketHits found)
    {
        var any = false;
        for (; onEdge != 0; onEdge &= onEdge - 1)
        {
            var i = BitOperations.TrailingZeroCount(onEdge);
            var hit = new Hit { Instance = block->Instances[lane], Triangle = block->Triangles[lane] };
            if (!RayFrame.TryMake(rays[i], tree.LowLanes, tree.HighLanes, out var frame)) continue;
            if (!TriangleTest.Meets(frame, rays[i].Nearest, packet.Farthest[i], block->Corner(0, lane), block->Corner(1, lane), block->Corner(2, lane), ref hit)) continue;
            var isBetter = hit.Distance < packet.Farthest[i] || found.Instances[i] < 0 || hit.Instance < found.Instances[i] || (hit.Instance == found.Instances[i] && hit.Triangle < found.Triangles[i]);
            if (!isBetter) continue;
            any = true;
            packet.Farthest = packet.Farthest.WithElement(i, hit.Distance);
            (found.Instances, found.Triangles) = (found.Instances.WithElement(i, hit.Instance), found.Triangles.WithElement(i, hit.Triangle));
            (found.V, found.W, found.Determinants) = (found.V.WithElement(i, hit.U), found.W.WithElement(i, hit.V), found.Determinants.WithElement(i, 1f));
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Least(TriangleBlock* block, int at)
    {
        var (a, b, c) = (block->Corners[at], block->Corners[at + Corner], block->Corners[at + (2 * Corner)]);
        a = a < b ? a : b;
        return a < c ? a : c;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Most(TriangleBlock* block, int at)
    {
        var (a, b, c) = (block->Corners[at], block->Corners[at + Corner], block->Corners[at + (2 * Corner)]);
        a = a > b ? a : b;
        return a > c ? a : c;
    }
}
