using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>Four corners against a plane at once.</summary>
internal static class CornerLanes
{
    /// <summary>A bit for each corner that isn't surely inside; each lane does what one alone would do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotInside(ref double xs, ref double ys, ref double zs, ref double errors, int at, double x, double y, double z, double offset, double steepness, double slack)
    {
        var beyond = (Vector256.LoadUnsafe(ref xs, (nuint)at) * x) + (Vector256.LoadUnsafe(ref ys, (nuint)at) * y) + (Vector256.LoadUnsafe(ref zs, (nuint)at) * z) - Vector256.Create(offset);
        var bound = (Vector256.LoadUnsafe(ref errors, (nuint)at) * steepness) + Vector256.Create(slack);
        return Vector256.GreaterThanOrEqual(beyond, -bound).ExtractMostSignificantBits();
    }
}
