using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>The box around a triangle or an instance, while a tree is built.</summary>
/// <param name="Sides">As <see cref="Box.Sides"/>; the lower fourth lane has the primitive's number as bits, the upper one is 0.</param>
internal readonly record struct PrimitiveBox(Vector256<float> Sides)
{
    /// <summary>Which primitive it is: a triangle's number, or behind the last triangle an instance's.</summary>
    public int Number => Sides.AsInt32().GetElement(3);

    /// <summary>The box of a primitive.</summary>
    public static PrimitiveBox Of(Vector128<float> low, Vector128<float> high, int number)
        => new(Box.Between(low.AsInt32().WithElement(3, number).AsSingle(), high.WithElement(3, 0f)).Sides);

    /// <summary>Twice its middle; the fourth lane is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<float> Middle() => (Sides.GetLower() & Vector128.Create(-1, -1, -1, 0).AsSingle()) - Sides.GetUpper();
}
