using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>
/// What lies around the scene: one colour, or an equirectangular picture times a colour. The picture's centre is -z, where a glTF
/// camera looks; its right is +x, its top +y.
/// </summary>
/// <param name="Color">Radiance, linear, 0 or more; with a picture its factor.</param>
/// <param name="Picture">Linear radiance; null is <paramref name="Color"/> everywhere.</param>
public sealed record Sky(Float3 Color, SceneTexture? Picture)
{
    /// <summary>No light from outside.</summary>
    public static Sky Black { get; } = new(Float3.Zero, null);

    /// <summary>Whether no light comes from it.</summary>
    public bool IsBlack => Color == Float3.Zero;

    /// <summary>The radiance that comes from a direction.</summary>
    /// <param name="direction">Unit length, away from the scene.</param>
    public Float3 Radiance(Float3 direction)
    {
        if (Picture is null) return Color;
        var (u, v) = PlaceOf(direction);
        return Color * Picture.Sample(u, v).Color;
    }

    /// <summary>The place of a direction in the picture, 0 to 1 each.</summary>
    public static (float U, float V) PlaceOf(Float3 direction)
    {
        double x = direction.X, y = direction.Y, z = direction.Z;
        var around = ExactMath.Atan2(x, -z);
        var down = ExactMath.Atan2(Math.Sqrt((x * x) + (z * z)), y);
        return ((float)(0.5 + (around / (2 * Math.PI))), (float)(down / Math.PI));
    }

    /// <summary>The direction of a place in the picture: the inverse of <see cref="PlaceOf"/>.</summary>
    public static Float3 DirectionOf(float u, float v)
    {
        var around = (u - 0.5) * 2 * Math.PI;
        var down = v * Math.PI;
        var level = ExactMath.Sin(down);
        return new Float3((float)(level * ExactMath.Sin(around)), (float)ExactMath.Cos(down), (float)(-level * ExactMath.Cos(around)));
    }
}
