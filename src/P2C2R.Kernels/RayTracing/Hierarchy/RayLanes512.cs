using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>By AVX-512: eight near planes and eight far planes in one vector. Far planes are negated, so that one maximum serves both.</summary>
internal unsafe struct RayLanes512 : IRayLanes<RayLanes512>
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
    public static void Prepare(ref readonly RayFrame frame, ref readonly RayFrame boxes, out RayLanes512 lanes)
    {
        // The sign of the direction swaps near and far.
        var isDown = Vector128.LessThan(boxes.Inverse, Vector128<float>.Zero);
        var near = Vector128.ConditionalSelect(isDown, boxes.HighOrigin, boxes.LowOrigin);
        var far = Vector128.ConditionalSelect(isDown, boxes.LowOrigin, boxes.HighOrigin);
        lanes._originX = Both(near.GetElement(0), far.GetElement(0));
        lanes._originY = Both(near.GetElement(1), far.GetElement(1));
        lanes._originZ = Both(near.GetElement(2), far.GetElement(2));
        lanes._inverseX = Both(boxes.Inverse.GetElement(0), -boxes.Inverse.GetElement(0));
        lanes._inverseY = Both(boxes.Inverse.GetElement(1), -boxes.Inverse.GetElement(1));
        lanes._inverseZ = Both(boxes.Inverse.GetElement(2), -boxes.Inverse.GetElement(2));
        lanes._x = (nint)(boxes.Down & 1) * WideNode.Width;
        lanes._y = ((nint)((boxes.Down >> 1) & 1) * WideNode.Width) + WideNode.PlanesOfAxis;
        lanes._z = ((nint)((boxes.Down >> 2) & 1) * WideNode.Width) + (2 * WideNode.PlanesOfAxis);
        TriangleLanes.Prepare(in frame, out lanes._triangles);
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
    public readonly uint Meet(TriangleBlock* block, float nearest, float farthest, BlockHits* hits, out uint onEdge) => _triangles.Meet(block, nearest, farthest, hits, out onEdge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Plane(byte* steps, float origin, float scale)
        => Vector512.Create(origin) + (Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(steps))) * Vector512.Create(scale));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Both(float near, float far) => Vector512.Create(far).WithLower(Vector256.Create(near));
}
