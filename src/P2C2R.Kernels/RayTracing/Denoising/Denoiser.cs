using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;

namespace P2C2R.Kernels.RayTracing.Denoising;

/// <summary>
/// Smooths light where the surface is the same: H. Dammertz et al., "Edge-Avoiding A-Trous Wavelet Transform for fast Global Illumination
/// Filtering", HPG 2010. The picture is divided by the base colour first, so that textures stay sharp. Weights are rational functions in
/// place of exponentials; the bytes are the same everywhere.
/// </summary>
internal static class Denoiser
{
    /// <summary>Most rounds.</summary>
    public const int MaxRounds = 8;

    private const float LeastAlbedo = 0.02f;

    // B3 spline, as in the paper: 1/16, 1/4, 3/8, 1/4, 1/16.
    private static readonly float[] Spline = [0.0625f, 0.25f, 0.375f, 0.25f, 0.0625f];

    /// <summary>A picture without its noise.</summary>
    /// <param name="picture">Red, green, blue of each item.</param>
    /// <param name="features">What <see cref="FeaturesMeasure"/> gives.</param>
    /// <param name="rounds">Each doubles the distance that it looks: the last one looks 2 to the power of rounds items far.</param>
    public static ResultLayer Run(ResultLayer picture, ResultLayer features, int rounds)
    {
        var (light, albedo) = (new Float3[picture.Width * picture.Height], new Float3[picture.Width * picture.Height]);
        var surfaces = new Feature[light.Length];
        for (var i = 0; i < light.Length; i++)
        {
            var feature = features.Means.AsSpan(i * features.Channels, FeaturesMeasure.Count);
            albedo[i] = Float3.Max(Float3.From(feature, 0), new Float3(LeastAlbedo, LeastAlbedo, LeastAlbedo));
            surfaces[i] = new Feature(Float3.From(feature, 3), Float3.From(feature, 6));
            var color = Float3.From(picture.Means, 3 * i);
            light[i] = new Float3(color.X / albedo[i].X, color.Y / albedo[i].Y, color.Z / albedo[i].Z);
        }

        for (var round = 0; round < rounds; round++) light = Smooth(light, surfaces, picture.Width, picture.Height, 1 << round);
        var means = new float[3 * light.Length];
        for (var i = 0; i < light.Length; i++)
        {
            var color = light[i] * albedo[i];
            (means[3 * i], means[(3 * i) + 1], means[(3 * i) + 2]) = (color.X, color.Y, color.Z);
        }

        return new ResultLayer(picture.Width, picture.Height, 3, 0, default, means);
    }

    private static Float3[] Smooth(Float3[] light, Feature[] surfaces, int width, int height, int step)
    {
        var smooth = new Float3[light.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var at = (y * width) + x;
                var (sum, weights) = (Float3.Zero, 0f);
                for (var i = 0; i < 25; i++)
                {
                    var (column, row) = (x + (((i % 5) - 2) * step), y + (((i / 5) - 2) * step));
                    if ((uint)column >= (uint)width || (uint)row >= (uint)height) continue;
                    var other = (row * width) + column;
                    var weight = Spline[i % 5] * Spline[i / 5] * Likeness(surfaces[at], surfaces[other], step) * Likeness(light[at], light[other], step);
                    sum += light[other] * weight;
                    weights += weight;
                }

                smooth[at] = weights > 0 ? sum / weights : light[at];
            }
        }

        return smooth;
    }

    /// <summary>Whether two places are of one surface: their normals agree, and each lies in the other's plane.</summary>
    private static float Likeness(in Feature a, in Feature b, int step)
    {
        if (a.IsSky || b.IsSky) return a.IsSky == b.IsSky ? 1 : 0;
        var cosine = Float3.Dot(a.Normal, b.Normal);
        if (!(cosine > 0)) return 0;
        var agree = cosine * cosine;
        agree *= agree;
        agree *= agree;
        agree *= agree;
        var path = b.Position - a.Position;
        var away = Float3.Dot(path, a.Normal);
        var square = path.LengthSquared;
        return agree * (square > 0 ? 1 / (1 + (100 * away * away / square)) : 1);
    }

    /// <summary>Whether light is alike, the less so the farther the places: the paper halves its tolerance each round.</summary>
    private static float Likeness(Float3 a, Float3 b, int step)
    {
        var difference = a - b;
        var scale = a.LengthSquared + b.LengthSquared + 1e-6f;
        return 1 / (1 + (difference.LengthSquared / scale * 2 * step));
    }

    private readonly record struct Feature(Float3 Normal, Float3 Position)
    {
        public bool IsSky => Normal == Float3.Zero;
    }
}
