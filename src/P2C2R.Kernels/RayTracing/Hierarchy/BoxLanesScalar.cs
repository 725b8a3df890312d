namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>One box and one triangle after the other, for machines without vectors, and to hold the others against.</summary>
internal unsafe struct BoxLanesScalar : IBoxLanes<BoxLanesScalar>
{
    private RaySlabs _slabs;

    /// <inheritdoc/>
    public static bool IsSupported => true;

    /// <inheritdoc/>
    public static void Prepare(in RayFrame frame, in RaySlabs slabs, out BoxLanesScalar lanes) => lanes._slabs = slabs;

    /// <inheritdoc/>
    public readonly uint Pass(WideNode* node, float nearest, float farthest, float* enters)
    {
        var mask = 0u;
        for (var slot = 0; slot < WideNode.Width; slot++)
        {
            var (enter, leave) = (nearest, farthest);
            Narrow(node, 0, slot + _slabs.PlanesX, _slabs.NearX, _slabs.FarX, _slabs.Inverse.X, ref enter, ref leave);
            Narrow(node, 1, slot + _slabs.PlanesY, _slabs.NearY, _slabs.FarY, _slabs.Inverse.Y, ref enter, ref leave);
            Narrow(node, 2, slot + _slabs.PlanesZ, _slabs.NearZ, _slabs.FarZ, _slabs.Inverse.Z, ref enter, ref leave);
            enters[slot] = enter;
            if (enter <= leave) mask |= 1u << slot;
        }

        return mask;
    }

    /// <summary>Every triangle is looked at by <see cref="TriangleTest"/>.</summary>
    public readonly uint Meet(TriangleBlock* block, float nearest, float farthest, out uint onEdge)
    {
        onEdge = (1u << TriangleBlock.Width) - 1;
        return 0;
    }

    private static void Narrow(WideNode* node, int axis, int plane, float near, float far, float inverse, ref float enter, ref float leave)
    {
        var first = (node->Origin[axis] + (node->Planes[plane] * node->Scale[axis]) - near) * inverse;
        var last = (node->Origin[axis] + (node->Planes[plane + WideNode.Width] * node->Scale[axis]) - far) * inverse;
        if (first > enter) enter = first;
        if (last < leave) leave = last;
    }
}
