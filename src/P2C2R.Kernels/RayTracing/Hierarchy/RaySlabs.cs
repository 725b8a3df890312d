using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>
/// What a ray needs to meet the planes of boxes: a near plane is met at (plane - Near) * Inverse, a far one at (plane - Far) * Inverse.
/// The two origins are moved apart by the margin, which is as good as moving all planes.
/// </summary>
internal readonly struct RaySlabs
{
    /// <summary>Works them out.</summary>
    /// <param name="frame">The ray's frame.</param>
    /// <param name="margin">By how much boxes are widened; at least the frame's margin.</param>
    public RaySlabs(in RayFrame frame, Float3 margin)
    {
        Inverse = frame.Inverse;
        (NearX, FarX) = Apart(frame.Origin.X, margin.X, Inverse.X);
        (NearY, FarY) = Apart(frame.Origin.Y, margin.Y, Inverse.Y);
        (NearZ, FarZ) = Apart(frame.Origin.Z, margin.Z, Inverse.Z);
        PlanesX = First(0, Inverse.X);
        PlanesY = First(1, Inverse.Y);
        PlanesZ = First(2, Inverse.Z);
    }

    /// <summary>1 by the direction.</summary>
    public Float3 Inverse { get; }

    /// <summary>The origin for near planes across x.</summary>
    public float NearX { get; }

    /// <summary>The origin for far planes across x.</summary>
    public float FarX { get; }

    /// <summary>The origin for near planes across y.</summary>
    public float NearY { get; }

    /// <summary>The origin for far planes across y.</summary>
    public float FarY { get; }

    /// <summary>The origin for near planes across z.</summary>
    public float NearZ { get; }

    /// <summary>The origin for far planes across z.</summary>
    public float FarZ { get; }

    /// <summary>Where in a node's planes those across x start, near ones first.</summary>
    public int PlanesX { get; }

    /// <summary>Where in a node's planes those across y start, near ones first.</summary>
    public int PlanesY { get; }

    /// <summary>Where in a node's planes those across z start, near ones first.</summary>
    public int PlanesZ { get; }

    private static (float Near, float Far) Apart(float origin, float margin, float inverse) => inverse < 0 ? (origin - margin, origin + margin) : (origin + margin, origin - margin);

    private static int First(int axis, float inverse) => (axis * WideNode.PlanesOfAxis) + (inverse < 0 ? WideNode.Width : 0);
}
