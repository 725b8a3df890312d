using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>
/// A box that grows: the least corner in the lower four lanes, the greatest one negated in the upper four, so that one minimum serves
/// both; fourth lanes mean nothing. No coordinate is NaN, and subtracting from 0 leaves no -0, so the corners
/// are the same bits in whichever order the box grew.
/// </summary>
/// <param name="sides">Both corners.</param>
internal struct Box(Vector256<float> sides)
{
    /// <summary>Both corners, the greatest one negated.</summary>
    public Vector256<float> Sides = sides;

    /// <summary>The box that holds nothing.</summary>
    public static Box Empty => new(Vector256.Create(float.PositiveInfinity));

    /// <summary>The least corner.</summary>
    public readonly Vector128<float> Low => Sides.GetLower();

    /// <summary>The greatest corner.</summary>
    public readonly Vector128<float> High => Vector128<float>.Zero - Sides.GetUpper();

    /// <summary>The extents.</summary>
    public readonly Vector128<float> Size => Vector128<float>.Zero - (Sides.GetLower() + Sides.GetUpper());

    /// <summary>Half the surface of a box that holds something.</summary>
    public readonly float HalfArea
    {
        get
        {
            var size = Size;
            var (x, y, z) = (size.GetElement(0), size.GetElement(1), size.GetElement(2));
            return (x * y) + (y * z) + (z * x);
        }
    }

    /// <summary>A box between two corners.</summary>
    public static Box Between(Vector128<float> low, Vector128<float> high) => new(Vector256.Create(low, -high));

    /// <summary>Makes room for another box.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector256<float> sides) => Sides = LaneOrder.Lesser(Sides, sides);
}
