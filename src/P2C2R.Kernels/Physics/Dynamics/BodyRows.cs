using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>Rows of <see cref="BodyStore"/> for eight bodies at once.</summary>
internal static class BodyRows
{
    /// <summary>Reads rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gather(ref float rows, ref int bodies, out Wide3 linear, out Wide3 angular)
    {
        Wide.Gather(ref rows, ref bodies, BodyStore.Row, 0, out var x, out var y, out var z, out _);
        linear = new(x, y, z);
        Wide.Gather(ref rows, ref bodies, BodyStore.Row, 4, out x, out y, out z, out _);
        angular = new(x, y, z);
    }

    /// <summary>Writes rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(ref float rows, ref int bodies, Wide3 linear, Wide3 angular)
    {
        Wide.Scatter(ref rows, ref bodies, BodyStore.Row, 0, linear.X, linear.Y, linear.Z, Vector256<float>.Zero);
        Wide.Scatter(ref rows, ref bodies, BodyStore.Row, 4, angular.X, angular.Y, angular.Z, Vector256<float>.Zero);
    }
}
