using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Packets;

/// <summary>
/// All rays of a packet at once, by intervals of their origins and inverse directions: a box that this misses none of them passes.
/// Rounding keeps the order of numbers, so what is computed for a ray is never beyond what is computed for the ends of the interval.
/// S. Boulos, I. Wald and P. Shirley, "Geometric and Arithmetic Culling Methods for Entire Ray Packets" (University of Utah, 2006).
/// </summary>
internal unsafe struct PacketBounds
{
    // The lower eight lanes are for near planes; the upper eight for far ones, negated.
    private Vector512<float> _originX;
    private Vector512<float> _originY;
    private Vector512<float> _originZ;
    private Vector512<float> _leastX;
    private Vector512<float> _leastY;
    private Vector512<float> _leastZ;
    private Vector512<float> _mostX;
    private Vector512<float> _mostY;
    private Vector512<float> _mostZ;
    private nint _x;
    private nint _y;
    private nint _z;

    /// <summary>Works them out.</summary>
    public static void Make(in RayPacket packet, out PacketBounds bounds)
    {
        Make(packet.X, packet.Down & 1, out bounds._originX, out bounds._leastX, out bounds._mostX);
        Make(packet.Y, packet.Down & 2, out bounds._originY, out bounds._leastY, out bounds._mostY);
        Make(packet.Z, packet.Down & 4, out bounds._originZ, out bounds._leastZ, out bounds._mostZ);
        bounds._x = (nint)(packet.Down & 1) * WideNode.Width;
        bounds._y = ((nint)((packet.Down >> 1) & 1) * WideNode.Width) + WideNode.PlanesOfAxis;
        bounds._z = ((nint)((packet.Down >> 2) & 1) * WideNode.Width) + (2 * WideNode.PlanesOfAxis);
    }

    /// <summary>The children that any ray may pass; stores no later than when each is entered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Pass(WideNode* node, float nearest, float farthest, float* enters)
    {
        var x = Meet(Plane(node->Planes + _x, node->Origin[0], node->Scale[0]) - _originX, _leastX, _mostX);
        var y = Meet(Plane(node->Planes + _y, node->Origin[1], node->Scale[1]) - _originY, _leastY, _mostY);
        var z = Meet(Plane(node->Planes + _z, node->Origin[2], node->Scale[2]) - _originZ, _leastZ, _mostZ);
        return Pass(x, y, z, nearest, farthest, enters);
    }

    /// <summary>The triangles of a block whose boxes any ray may pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Pass(TriangleBlock* block, float nearest, float farthest, float* enters)
    {
        var x = Meet(Extent(block->Corners, _x != 0) - _originX, _leastX, _mostX);
        var y = Meet(Extent(block->Corners + TriangleBlock.Width, _y != WideNode.PlanesOfAxis) - _originY, _leastY, _mostY);
        var z = Meet(Extent(block->Corners + (2 * TriangleBlock.Width), _z != 2 * WideNode.PlanesOfAxis) - _originZ, _leastZ, _mostZ);

        // Lanes without a triangle are NaN, which says nothing here.
        return Pass(x, y, z, nearest, farthest, enters) & ~Vector256.Load(block->Triangles).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Pass(Vector512<float> x, Vector512<float> y, Vector512<float> z, float nearest, float farthest, float* enters)
    {
        var both = Avx512F.Max(Avx512F.Max(x, y), z);
        var enter = Avx.Max(both.GetLower(), Vector256.Create(nearest));
        var leave = Avx.Max(both.GetUpper(), Vector256.Create(-farthest));
        enter.Store(enters);
        return Vector256.LessThanOrEqual(enter, -leave).ExtractMostSignificantBits();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Meet(Vector512<float> plane, Vector512<float> least, Vector512<float> most) => Avx512F.Min(plane * least, plane * most);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Plane(byte* steps, float origin, float scale)
        => Vector512.Create(origin) + (Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(steps))) * Vector512.Create(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Extent(float* row, bool isDown)
    {
        const int Corner = 3 * TriangleBlock.Width;
        var (a, b, c) = (Vector256.Load(row), Vector256.Load(row + Corner), Vector256.Load(row + (2 * Corner)));
        var (low, high) = (Avx.Min(Avx.Min(a, b), c), Avx.Max(Avx.Max(a, b), c));
        return isDown ? Vector512.Create(high, low) : Vector512.Create(low, high);
    }

    private static void Make(in PacketAxis axis, uint down, out Vector512<float> origin, out Vector512<float> least, out Vector512<float> most)
    {
        var (low, high) = (Greatest(axis.LowOrigin), -Greatest(-axis.HighOrigin));
        origin = down != 0 ? Both(high, low) : Both(low, high);
        var (leastInverse, mostInverse) = (-Greatest(-axis.Inverse), Greatest(axis.Inverse));
        (least, most) = (Both(leastInverse, -leastInverse), Both(mostInverse, -mostInverse));
    }

    /// <summary>The greatest of sixteen lanes; a maximum is the same in any order.</summary>
    public static float Greatest(Vector512<float> v)
    {
        var eight = Avx.Max(v.GetLower(), v.GetUpper());
        var four = Sse.Max(eight.GetLower(), eight.GetUpper());
        var two = Sse.Max(four, Sse.MoveHighToLow(four, four));
        return Math.Max(two.GetElement(0), two.GetElement(1));
    }

    private static Vector512<float> Both(float near, float far) => Vector512.Create(Vector256.Create(near), Vector256.Create(far));
}
