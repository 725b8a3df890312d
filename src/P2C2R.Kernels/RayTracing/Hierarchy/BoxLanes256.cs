using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>By vectors of eight: AVX2, or pairs of four elsewhere.</summary>
internal unsafe struct BoxLanes256 : IBoxLanes<BoxLanes256>
{
    private RaySlabs _slabs;
    private TriangleLanes _triangles;

    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static void Prepare(in RayFrame frame, in RaySlabs slabs, out BoxLanes256 lanes)
    {
        lanes._slabs = slabs;
        lanes._triangles = new TriangleLanes(frame);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Pass(WideNode* node, float nearest, float farthest, float* enters)
    {
        var x = node->Planes + _slabs.PlanesX;
        var y = node->Planes + _slabs.PlanesY;
        var z = node->Planes + _slabs.PlanesZ;
        var enter = Meet(x, node, 0, _slabs.NearX, _slabs.Inverse.X);
        enter = Greater(enter, Meet(y, node, 1, _slabs.NearY, _slabs.Inverse.Y));
        enter = Greater(enter, Meet(z, node, 2, _slabs.NearZ, _slabs.Inverse.Z));
        enter = Greater(enter, Vector256.Create(nearest));
        var leave = Meet(x + WideNode.Width, node, 0, _slabs.FarX, _slabs.Inverse.X);
        leave = Lesser(leave, Meet(y + WideNode.Width, node, 1, _slabs.FarY, _slabs.Inverse.Y));
        leave = Lesser(leave, Meet(z + WideNode.Width, node, 2, _slabs.FarZ, _slabs.Inverse.Z));
        leave = Lesser(leave, Vector256.Create(farthest));
        enter.Store(enters);
        return Vector256.LessThanOrEqual(enter, leave).ExtractMostSignificantBits();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Meet(TriangleBlock* block, float nearest, float farthest, out uint onEdge) => _triangles.Meet(block, nearest, farthest, out onEdge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Meet(byte* planes, WideNode* node, int axis, float origin, float inverse)
    {
        var steps = Vector256.ConvertToSingle(Widen(planes));
        return (Vector256.Create(node->Origin[axis]) + (steps * Vector256.Create(node->Scale[axis])) - Vector256.Create(origin)) * Vector256.Create(inverse);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Widen(byte* steps)
    {
        if (Avx2.IsSupported) return Avx2.ConvertToVector256Int32(steps);
        var words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)steps).AsByte());
        return Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32();
    }

    // No number here is NaN, so these are the maximum and the minimum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Greater(Vector256<float> a, Vector256<float> b) => Avx.IsSupported ? Avx.Max(a, b) : Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Lesser(Vector256<float> a, Vector256<float> b) => Avx.IsSupported ? Avx.Min(a, b) : Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);
}
