using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>What is worked out once for each ray: the shear that turns it into the z axis, and its slabs.</summary>
/// <remarks>
/// The shear is that of S. Woop, C. Benthin and I. Wald, "Watertight Ray/Triangle Intersection" (Journal of Computer Graphics
/// Techniques 2(1), 2013). It rounds each corner by at most some 2^-22 of the distance between the ray's origin and the farthest
/// point of the scene (the reach), so a triangle is hit only where the ray passes its box within that margin. All boxes are
/// therefore widened by a few times it: then no box that holds a hit is ever missed, whatever the order of the tests.
/// </remarks>
internal readonly struct RayFrame
{
    private const float LeastDirection = 1f / (1 << 20);
    private const float MostDirection = 1 << 20;

    // Directions nearly along a slab count as this share of the longest: over the whole reach that moves a point by less than the margin.
    private const float LeastShare = 1f / (1L << 40);

    // 2^-20 of the reach is four times the error of a sheared corner.
    private const float MarginShare = 1f / (1 << 20);

    private const float OriginShare = 1f / (1 << 22);

    /// <summary>Works out a ray's frame.</summary>
    /// <param name="ray">Any ray.</param>
    /// <param name="low">The least corner of what it may hit.</param>
    /// <param name="high">The greatest corner.</param>
    public RayFrame(in Ray ray, Float3 low, Float3 high)
    {
        Origin = ray.Origin;
        var (x, y, z) = (MathF.Abs(ray.Direction.X), MathF.Abs(ray.Direction.Y), MathF.Abs(ray.Direction.Z));
        var longest = MathF.Max(x, MathF.Max(y, z));
        var farthest = MathF.Max(MathF.Abs(Origin.X), MathF.Max(MathF.Abs(Origin.Y), MathF.Abs(Origin.Z)));

        // MathF.Max hands a NaN on, and comparisons with it are false.
        IsUsable = longest >= LeastDirection && longest <= MostDirection && farthest <= SceneHierarchy.MaxCoordinate && ray.Nearest < ray.Farthest;
        AxisZ = x == longest ? 0 : y == longest ? 1 : 2;
        (AxisX, AxisY) = ((AxisZ + 1) % 3, (AxisZ + 2) % 3);
        var along = Part(ray.Direction, AxisZ);
        if (along < 0) (AxisX, AxisY) = (AxisY, AxisX);
        (ShearX, ShearY, ShearZ) = (Part(ray.Direction, AxisX) / along, Part(ray.Direction, AxisY) / along, 1 / along);
        Inverse = new(Invert(ray.Direction.X, longest), Invert(ray.Direction.Y, longest), Invert(ray.Direction.Z, longest));
        var reach = MathF.Max(ReachAlong(Origin.X, low.X, high.X), MathF.Max(ReachAlong(Origin.Y, low.Y, high.Y), ReachAlong(Origin.Z, low.Z, high.Z)));
        Reach = reach;
        Margin = MarginOf(reach * MarginShare);
    }

    /// <summary>Whether the ray can hit anything.</summary>
    public bool IsUsable { get; }

    /// <summary>The ray's origin.</summary>
    public Float3 Origin { get; }

    /// <summary>1 by each part of the direction; finite.</summary>
    public Float3 Inverse { get; }

    /// <summary>How far the farthest point that the ray may hit is from its origin, along an axis.</summary>
    public float Reach { get; }

    /// <summary>By how much boxes are widened on each side.</summary>
    public Float3 Margin { get; }

    /// <summary>The axis that becomes x; the three keep the winding.</summary>
    public int AxisX { get; }

    /// <summary>The axis that becomes y.</summary>
    public int AxisY { get; }

    /// <summary>The axis along which the ray goes farthest; it becomes z.</summary>
    public int AxisZ { get; }

    /// <summary>How much x is taken away for each z.</summary>
    public float ShearX { get; }

    /// <summary>How much y is taken away for each z.</summary>
    public float ShearY { get; }

    /// <summary>What z is multiplied with.</summary>
    public float ShearZ { get; }

    /// <summary>One of the three parts.</summary>
    public static float Part(Float3 v, int axis) => axis == 0 ? v.X : axis == 1 ? v.Y : v.Z;

    /// <summary>A margin along each axis, at least so great that adding it to the origin makes a difference.</summary>
    public Float3 MarginOf(float margin) => new(MathF.Max(margin, MathF.Abs(Origin.X) * OriginShare), MathF.Max(margin, MathF.Abs(Origin.Y) * OriginShare), MathF.Max(margin, MathF.Abs(Origin.Z) * OriginShare));

    private static float ReachAlong(float origin, float low, float high) => MathF.Max(MathF.Abs(low - origin), MathF.Abs(high - origin));

    private static float Invert(float part, float longest)
    {
        var least = longest * LeastShare;
        return 1 / (MathF.Abs(part) >= least ? part : MathF.CopySign(least, part));
    }
}
