using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps;

/// <summary>What surfaces look like under baked light: the light times their base colour, plus what they send out themselves.</summary>
public static class BakedColors
{
    /// <summary>Looks, linear: red, green, blue, alpha of each texel; 0 where a texel shows nothing.</summary>
    /// <param name="scene">The scene.</param>
    /// <param name="map">What the texels show.</param>
    /// <param name="light">Red, green, blue of each texel: what a white diffuse surface would reflect.</param>
    public static float[] Make(Scene scene, TexelMap map, ReadOnlySpan<float> light)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(light.Length, map.Width * map.Height * 3);
        var looks = new float[map.Width * map.Height * 4];
        for (var texel = 0; texel < map.Width * map.Height; texel++)
        {
            if (!map.IsCovered(texel)) continue;
            var (color, alpha, emission) = At(scene, map.PointOf(texel));
            var look = (Float3.From(light, 3 * texel) * color) + emission;
            (looks[4 * texel], looks[(4 * texel) + 1], looks[(4 * texel) + 2], looks[(4 * texel) + 3]) = (look.X, look.Y, look.Z, alpha);
        }

        return looks;
    }

    private static (Float3 Color, float Alpha, Float3 Emission) At(Scene scene, TexelPoint point)
    {
        var mesh = scene.Meshes[scene.Instances[point.Instance].Mesh];
        var material = scene.Materials[mesh.Materials[point.Triangle]];
        var tint = material.BaseColorTexture is { } use ? Sample(scene, mesh, point, use) : new Rgba(1, 1, 1, 1);
        var vertex = mesh.Colors is { } colors ? new Rgba(Mix(mesh, point, colors, 4, 0), Mix(mesh, point, colors, 4, 1), Mix(mesh, point, colors, 4, 2), Mix(mesh, point, colors, 4, 3)) : new Rgba(1, 1, 1, 1);
        var emission = material.EmissiveTexture is { } emissive ? material.Emissive * Sample(scene, mesh, point, emissive).Color : material.Emissive;
        return (material.BaseColor * tint.Color * vertex.Color, material.Alpha * tint.A * vertex.A, emission);
    }

    private static Rgba Sample(Scene scene, SceneMesh mesh, TexelPoint point, TextureUse use)
    {
        var set = use.TexCoords == 0 ? mesh.TexCoords0 : mesh.TexCoords1;
        var (u, v) = set is null ? (0, 0) : (Mix(mesh, point, set, 2, 0), Mix(mesh, point, set, 2, 1));
        (u, v) = use.Transform.Apply(u, v);
        return scene.Textures[use.Texture].Sample(u, v);
    }

    private static float Mix(SceneMesh mesh, TexelPoint point, float[] values, int components, int component)
    {
        var (a, b, c) = (mesh.Indices[3 * point.Triangle], mesh.Indices[(3 * point.Triangle) + 1], mesh.Indices[(3 * point.Triangle) + 2]);
        var first = 1 - point.Second - point.Third;
        return (values[(a * components) + component] * first) + (values[(b * components) + component] * point.Second) + (values[(c * components) + component] * point.Third);
    }
}
