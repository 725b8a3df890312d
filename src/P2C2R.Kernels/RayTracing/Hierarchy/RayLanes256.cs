using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>By vectors of eight: AVX2, or pairs of four elsewhere.</summary>
internal unsafe struct RayLanes256 : IRayLanes<RayLanes256>
{
    private RayFrame _boxes;
    private TriangleLanes _triangles;

    /// <inheritdoc/>
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    /// <inheritdoc/>
    public static void Prepare(ref readonly RayFrame frame, ref readonly RayFrame boxes, out RayLanes256 lanes)
    {
        lanes._boxes = boxes;
        TriangleLanes.Prepare(in frame, out lanes._triangles);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Pass(WideNode* node, float nearest, float farthest, float* enters)
    {
        Meet(node, 0, out var enter, out var leave);
        Meet(node, 1, out var enterY, out var leaveY);
        Meet(node, 2, out var enterZ, out var leaveZ);
        enter = LaneOrder.Greater(LaneOrder.Greater(LaneOrder.Greater(enter, enterY), enterZ), Vector256.Create(nearest));
        leave = LaneOrder.Lesser(LaneOrder.Lesser(LaneOrder.Lesser(leave, leaveY), leaveZ), Vector256.Create(farthest));
        enter.Store(enters);
        return Vector256.LessThanOrEqual(enter, leave).ExtractMostSignificantBits();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Meet(TriangleBlock* block, float nearest, float farthest, BlockHits* hits, out uint onEdge) => _triangles.Meet(block, nearest, farthest, hits, out onEdge);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Meet(WideNode* node, int axis, out Vector256<float> enter, out Vector256<float> leave)
    {
        var planes = node->Planes + (axis * WideNode.PlanesOfAxis);
        var (origin, scale) = (Vector256.Create(node->Origin[axis]), Vector256.Create(node->Scale[axis]));
        var inverse = Vector256.Create(_boxes.Inverse.GetElement(axis));
        var low = (origin + (Steps(planes) * scale) - Vector256.Create(_boxes.LowOrigin.GetElement(axis))) * inverse;
        var high = (origin + (Steps(planes + WideNode.Width) * scale) - Vector256.Create(_boxes.HighOrigin.GetElement(axis))) * inverse;
        var isDown = (_boxes.Down & (1u << axis)) != 0;
        (enter, leave) = isDown ? (high, low) : (low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Steps(byte* planes)
    {
        if (Avx2.IsSupported) return Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(planes));
        var words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)planes).AsByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32());
    }
}
