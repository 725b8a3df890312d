using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>By AVX-512: eight near planes and eight far planes in one vector. Far planes are negated, so that one maximum serves both.</summary>
internal unsafe struct BoxLanes512 : IBoxLanes<BoxLanes512>
{
    private Vector512<float> _originX;
    private Vector512<float> _originY;
    private Vector512<float> _originZ;
    private Vector512<float> _inverseX;
    private Vector512<float> _inverseY;
    private Vector512<float> _inverseZ;
    private nint _x;
    private nint _y;
    private nint _z;
    private TriangleLanes _triangles;

    /// <inheritdoc/>
    public static bool IsSupported => Vector512.IsHardwareAccelerated && Avx512F.IsSupported;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prepare(in RayFrame frame, in RaySlabs slabs, out BoxLanes512 lanes)
    {
        lanes._originX = Both(slabs.NearX, slabs.FarX);
        lanes._originY = Both(slabs.NearY, slabs.FarY);
        lanes._originZ = Both(slabs.NearZ, slabs.FarZ);
        lanes._inverseX = Both(slabs.Inverse.X, -slabs.Inverse.X);
        lanes._inverseY = Both(slabs.Inverse.Y, -slabs.Inverse.Y);
        lanes._inverseZ = Both(slabs.Inverse.Z, -slabs.Inverse.Z);
        (lanes._x, lanes._y, lanes._z) = (slabs.PlanesX, slabs.PlanesY, slabs.PlanesZ);
        lanes._triangles = new TriangleLanes(frame);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Pass(WideNode* node, float nearest, float farthest, float* enters)
    {
        var x = (Plane(node->Planes + _x, node->Origin[0], node->Scale[0]) - _originX) * _inverseX;
        var y = (Plane(node->Planes + _y, node->Origin[1], node->Scale[1]) - _originY) * _inverseY;
        var z = (Plane(node->Planes + _z, node->Origin[2], node->Scale[2]) - _originZ) * _inverseZ;
        var both = Avx512F.Max(Avx512F.Max(x, y), z);
        var enter = Avx.Max(both.GetLower(), Vector256.Create(nearest));
        var leave = Avx.Max(both.GetUpper(), Vector256.Create(-farthest));
        enter.Store(enters);
        return Vector256.LessThanOrEqual(enter, -leave).ExtractMostSignificantBits();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Meet(TriangleBlock* block, float nearest, float farthest, out uint onEdge) => _triangles.Meet(block, nearest, farthest, out onEdge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Plane(byte* steps, float origin, float scale)
        => Vector512.Create(origin) + (Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(steps))) * Vector512.Create(scale));

    private static Vector512<float> Both(float near, float far) => Vector512.Create(Vector256.Create(near), Vector256.Create(far));
}
