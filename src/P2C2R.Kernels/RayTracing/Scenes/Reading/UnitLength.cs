using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>Vectors made one long by way of binary64, whose range holds the square of every binary32.</summary>
internal static class UnitLength
{
    /// <summary>The same direction with length 1; zero for zero.</summary>
    public static Float3 Of(Float3 v) => Of(v.X, v.Y, v.Z);

    /// <summary>The same direction with length 1; zero where it is too short to have one.</summary>
    public static Float3 Of(double x, double y, double z)
    {
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return length > 0 && double.IsFinite(length) ? new Float3((float)(x / length), (float)(y / length), (float)(z / length)) : default;
    }
}
