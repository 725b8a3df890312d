using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>One box and one triangle after the other, for machines without vectors, and to hold the others against.</summary>
internal unsafe struct RayLanesScalar : IRayLanes<RayLanesScalar>
{
    private RayFrame _boxes;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static void Prepare(ref readonly RayFrame frame, ref readonly RayFrame boxes, out RayLanesScalar lanes) => lanes._boxes = boxes;

    /// <inheritdoc/>
    public readonly uint Pass(WideNode* node, float nearest, float farthest, float* enters)
    {
        var mask = 0u;
        for (var slot = 0; slot < WideNode.Width; slot++)
        {
            var (enter, leave) = (nearest, farthest);
            for (var axis = 0; axis < 3; axis++) Narrow(node, axis, slot, ref enter, ref leave);
            enters[slot] = enter;
            if (enter <= leave) mask |= 1u << slot;
        }

        return mask;
    }

    /// <summary>Every triangle is looked at by <see cref="TriangleTest"/>.</summary>
    public readonly uint Meet(TriangleBlock* block, float nearest, float farthest, BlockHits* hits, out uint onEdge)
    {
        onEdge = (1u << TriangleBlock.Width) - 1;
        return 0;
    }

    private readonly void Narrow(WideNode* node, int axis, int slot, ref float enter, ref float leave)
    {
        var planes = node->Planes + (axis * WideNode.PlanesOfAxis) + slot;
        var inverse = _boxes.Inverse.GetElement(axis);
        var first = (node->Origin[axis] + (planes[0] * node->Scale[axis]) - _boxes.LowOrigin.GetElement(axis)) * inverse;
        var last = (node->Origin[axis] + (planes[WideNode.Width] * node->Scale[axis]) - _boxes.HighOrigin.GetElement(axis)) * inverse;
        if (inverse < 0) (first, last) = (last, first);
        if (first > enter) enter = first;
        if (last < leave) leave = last;
    }
}
