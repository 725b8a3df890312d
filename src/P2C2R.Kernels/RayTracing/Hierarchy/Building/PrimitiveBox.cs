using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>The box around a triangle or an instance, while a tree is built.</summary>
/// <param name="Low">x, y, z of its least corner; the fourth lane has the primitive's number as bits.</param>
/// <param name="High">Its greatest corner; the fourth lane is 0.</param>
internal readonly record struct PrimitiveBox(Vector128<float> Low, Vector128<float> High)
{
    /// <summary>Which primitive it is: a triangle's number, or behind the last triangle an instance's.</summary>
    public int Number => Low.AsInt32().GetElement(3);

    /// <summary>Twice its middle; the fourth lane means nothing.</summary>
    public Vector128<float> Middle => Low + High;

    /// <summary>The box of a primitive.</summary>
    public static PrimitiveBox Of(Vector128<float> low, Vector128<float> high, int number)
        => new(low.AsInt32().WithElement(3, number).AsSingle(), high.WithElement(3, 0f));
}
