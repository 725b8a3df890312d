using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Physics.Fluid.Solving;

/// <summary>
/// Quadratic B-splines: what a particle at distance g (in cells, -1/2 to 1/2) from its nearest node gives to that node and to its neighbours on
/// both sides: (1/2 - g)^2 / 2, 3/4 - g^2, (1/2 + g)^2 / 2. Along x for four nodes at once (the fourth gets nothing), along y and z number by number.
/// </summary>
internal static class Spline
{
    /// <summary>Lanes of a node that hold a vector, not its mass.</summary>
    public static Vector512<float> VectorLanes => Vector512.Create(-1, -1, -1, 0, -1, -1, -1, 0, -1, -1, -1, 0, -1, -1, -1, 0).AsSingle();

    /// <summary>How far each node of a row is from the middle one; 0 for masses.</summary>
    public static Vector512<float> Offsets => Vector512.Create(-1f, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0);

    private static Vector512<float> Constant => Vector512.Create(0.125f, 0.125f, 0.125f, 0.125f, 0.75f, 0.75f, 0.75f, 0.75f, 0.125f, 0.125f, 0.125f, 0.125f, 0, 0, 0, 0);

    private static Vector512<float> Linear => Vector512.Create(-0.5f, -0.5f, -0.5f, -0.5f, 0, 0, 0, 0, 0.5f, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0);

    private static Vector512<float> Quadratic => Vector512.Create(0.5f, 0.5f, 0.5f, 0.5f, -1, -1, -1, -1, 0.5f, 0.5f, 0.5f, 0.5f, 0, 0, 0, 0);

    /// <summary>Weights of a row's four nodes.</summary>
    /// <param name="g">The distance along x in all lanes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Row(Vector512<float> g) => (((Quadratic * g) + Linear) * g) + Constant;

    /// <summary>Weights along each axis.</summary>
    /// <param name="g">The distances.</param>
    /// <param name="low">Of the nodes before.</param>
    /// <param name="middle">Of the nearest nodes.</param>
    /// <param name="high">Of the nodes after.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Axes(Vector128<float> g, out Vector128<float> low, out Vector128<float> middle, out Vector128<float> high)
    {
        var square = g * g;
        var even = (square * 0.5f) + Vector128.Create(0.125f);
        var odd = g * 0.5f;
        low = even - odd;
        middle = Vector128.Create(0.75f) - square;
        high = even + odd;
    }
}
