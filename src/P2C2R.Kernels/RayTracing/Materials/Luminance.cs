using System.Runtime.CompilerServices;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Materials;

/// <summary>How bright linear colours look.</summary>
internal static class Luminance
{
    /// <summary>Relative luminance of the primaries of ITU-R BT.709.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Of(Float3 color) => (0.2126f * color.X) + (0.7152f * color.Y) + (0.0722f * color.Z);
}
