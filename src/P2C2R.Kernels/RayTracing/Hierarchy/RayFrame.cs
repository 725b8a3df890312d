using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy;

/// <summary>What is worked out once for each ray and tree: the shear that turns the ray into the z axis, and where it meets the planes of boxes.</summary>
/// <remarks>
/// The shear is that of S. Woop, C. Benthin and I. Wald, "Watertight Ray/Triangle Intersection" (Journal of Computer Graphics
/// Techniques 2(1), 2013). It rounds each corner by at most some 2^-22 of the distance between the ray's origin and the farthest
/// point of the scene (the reach), so a triangle is hit only where the ray passes its box within that margin. All boxes are
/// therefore widened by a few times it: then no box that holds a hit is ever missed, whatever the order of the tests.
/// Vectors are x, y, z; their fourth lane means nothing.
/// </remarks>
internal struct RayFrame
{
    internal const float LeastDirection = 1f / (1 << 20);
    internal const float MostDirection = 1 << 20;

    // Directions nearly along a slab count as this share of the longest: over the whole reach that moves a point by less than the margin.
    internal const float LeastShare = 1f / (1L << 40);

    // 2^-20 of the reach is four times the error of a sheared corner.
    internal const float MarginShare = 1f / (1 << 20);

    // The least share of a coordinate that makes a difference when it is added.
    internal const float OriginShare = 1f / (1 << 22);

    /// <summary>The ray's origin.</summary>
    public Vector128<float> Origin;

    /// <summary>1 by each part of the direction; finite.</summary>
    public Vector128<float> Inverse;

    /// <summary>A low plane is met at (plane - LowOrigin) * Inverse: the origin moved by the margin, which is as good as moving all planes.</summary>
    public Vector128<float> LowOrigin;

    /// <summary>A high plane is met at (plane - HighOrigin) * Inverse.</summary>
    public Vector128<float> HighOrigin;

    /// <summary>How far the farthest point that the ray may hit is from its origin, along an axis.</summary>
    public float Reach;

    /// <summary>How much x is taken away for each z.</summary>
    public float ShearX;

    /// <summary>How much y is taken away for each z.</summary>
    public float ShearY;

    /// <summary>What z is multiplied with.</summary>
    public float ShearZ;

    /// <summary>The axis that becomes x; the three keep the winding.</summary>
    public int AxisX;

    /// <summary>The axis that becomes y.</summary>
    public int AxisY;

    /// <summary>The axis along which the ray goes farthest; it becomes z.</summary>
    public int AxisZ;

    /// <summary>A bit for each axis down which the ray goes.</summary>
    public uint Down;

    /// <summary>For each axis along which a ray may go farthest, downwards and upwards: what becomes x and what becomes y.</summary>
    internal static ReadOnlySpan<byte> Axes => [1, 2, 2, 1, 2, 0, 0, 2, 0, 1, 1, 0];

    /// <summary>Works out a ray's frame.</summary>
    /// <param name="ray">Any ray.</param>
    /// <param name="low">The least corner of what it may hit.</param>
    /// <param name="high">The greatest corner.</param>
    /// <param name="frame">Receives it.</param>
    /// <returns>Whether the ray can hit anything.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool TryMake(in Ray ray, Vector128<float> low, Vector128<float> high, out RayFrame frame)
    {
        Unsafe.SkipInit(out frame);
        var origin = Vector128.Create(ray.Origin.X, ray.Origin.Y, ray.Origin.Z, 0);
        var direction = Vector128.Create(ray.Direction.X, ray.Direction.Y, ray.Direction.Z, 0);
        var lengths = Vector128.Abs(direction);

        // Comparisons with NaN are false.
        var usable = Vector128.LessThanOrEqual(lengths, Vector128.Create(MostDirection)) & Vector128.LessThanOrEqual(Vector128.Abs(origin), Vector128.Create(SceneHierarchy.MaxCoordinate));
        if (usable.ExtractMostSignificantBits() != 15 || !(ray.Nearest < ray.Farthest)) return false;
        var longest = Greatest(lengths);
        if (longest < LeastDirection) return false;
        frame.AxisZ = BitOperations.TrailingZeroCount(Vector128.Equals(lengths, Vector128.Create(longest)).ExtractMostSignificantBits());
        frame.Origin = origin;
        frame.Down = direction.ExtractMostSignificantBits();
        frame.SetShear(direction);
        frame.SetMargins(direction, lengths, Vector128.Create(longest * LeastShare), low, high);
        return true;
    }

    /// <summary>A low or high origin with a wider margin.</summary>
    /// <param name="margin">By how much boxes are widened; less than the frame's own has no effect.</param>
    public readonly RayFrame Widened(float margin)
    {
        var widened = this;
        var least = Vector128.Create(margin);
        widened.LowOrigin = LaneOrder.Greater(LowOrigin, Origin + least);
        widened.HighOrigin = LaneOrder.Lesser(HighOrigin, Origin - least);
        return widened;
    }

    /// <summary>One of the three parts.</summary>
    public static float Part(Float3 v, int axis) => axis == 0 ? v.X : axis == 1 ? v.Y : v.Z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void SetShear(Vector128<float> direction)
    {
        var parts = (float*)&direction;
        var along = parts[AxisZ];
        var row = (4 * AxisZ) + (int)(((Down >> AxisZ) & 1) * 2);
        (AxisX, AxisY) = (Axes[row], Axes[row + 1]);
        (ShearX, ShearY, ShearZ) = (parts[AxisX] / along, parts[AxisY] / along, 1 / along);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetMargins(Vector128<float> direction, Vector128<float> lengths, Vector128<float> least, Vector128<float> low, Vector128<float> high)
    {
        // Directions of which too little is left take the least with their own sign.
        var isEnough = Vector128.GreaterThanOrEqual(lengths, least);
        var sign = Vector128.Create(0x8000_0000).AsSingle();
        Inverse = Vector128<float>.One / Vector128.ConditionalSelect(isEnough, direction, least | (direction & sign));
        Reach = Greatest(LaneOrder.Greater(Vector128.Abs(low - Origin), Vector128.Abs(high - Origin)));
        var margin = LaneOrder.Greater(Vector128.Create(Reach * MarginShare), Vector128.Abs(Origin) * Vector128.Create(OriginShare));
        (LowOrigin, HighOrigin) = (Origin + margin, Origin - margin);
    }

    /// <summary>The greatest of the first three lanes, none of which is NaN; without branches, which couldn't be foretold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Greatest(Vector128<float> v)
        => LaneOrder.Greater(LaneOrder.Greater(v, Vector128.Shuffle(v, Vector128.Create(1, 2, 0, 3))), Vector128.Shuffle(v, Vector128.Create(2, 0, 1, 3))).ToScalar();
}
