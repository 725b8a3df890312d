namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>What of a node's spline lies on which side of a plane at some distance from it (less than 0: the node is behind it).</summary>
internal static class SurfaceLayer
{
    /// <summary>Beyond this nothing of it lies on the other side.</summary>
    public const float Reach = 1.5f;

    /// <summary>The share behind the plane: 0 to 1.</summary>
    public static float Behind(float distance)
    {
        var d = Math.Abs(distance);
        if (d >= Reach) return distance > 0 ? 0 : 1;
        var rest = Reach - d;
        var share = d < 0.5f ? 0.5f - (d * (0.75f - (d * d / 3))) : rest * rest * rest / 6;
        return distance > 0 ? share : 1 - share;
    }

    /// <summary>The spline on the plane: how much of a square cell of it belongs to the node.</summary>
    public static float On(float distance)
    {
        var d = Math.Abs(distance);
        if (d >= Reach) return 0;
        return d < 0.5f ? 0.75f - (d * d) : 0.5f * (Reach - d) * (Reach - d);
    }
}
