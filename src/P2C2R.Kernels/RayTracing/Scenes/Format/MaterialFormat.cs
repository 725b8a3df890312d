using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>Materials in canonical bytes.</summary>
internal static class MaterialFormat
{
    /// <summary>Writes a material.</summary>
    public static void Write(CanonicalWriter writer, SceneMaterial material)
    {
        writer.Name(material.Name);
        writer.Vector(material.BaseColor);
        writer.Vector(material.Emissive);
        foreach (var factor in (ReadOnlySpan<float>)[material.Alpha, material.Metallic, material.Roughness, material.OcclusionStrength]) writer.Float(factor);
        writer.Float(material.NormalScale);
        writer.Float(material.AlphaCutoff);
        writer.U8((byte)material.AlphaMode);
        writer.U8(material.DoubleSided ? (byte)1 : (byte)0);
        writer.U8(material.Unlit ? (byte)1 : (byte)0);
        TextureUse?[] uses = [material.BaseColorTexture, material.MetallicRoughnessTexture, material.NormalTexture, material.OcclusionTexture, material.EmissiveTexture];
        foreach (var use in uses) TextureFormat.WriteUse(writer, use);
    }

    /// <summary>Reads a material.</summary>
    public static SceneMaterial? Read(ref CanonicalReader reader, int textures)
    {
        var name = reader.Name();
        if (!TryColor(ref reader, 1, out var color) || !TryColor(ref reader, float.MaxValue, out var emissive)) return null;
        Span<float> factors = stackalloc float[4];
        for (var i = 0; i < factors.Length; i++)
        {
            if (!reader.TryFloat(0, 1, out factors[i])) return null;
        }

        if (!reader.TryFloat(float.MinValue, float.MaxValue, out var scale) || !reader.TryFloat(0, float.MaxValue, out var cutoff)) return null;
        var (alphaMode, doubleSided, unlit) = (reader.U8(), reader.U8(), reader.U8());
        if (alphaMode > (byte)AlphaMode.Blend || doubleSided > 1 || unlit > 1) return null;
        var uses = new TextureUse?[5];
        for (var i = 0; i < uses.Length; i++)
        {
            if (!TextureFormat.TryReadUse(ref reader, textures, out uses[i])) return null;
        }

        return new SceneMaterial
        {
            Name = name,
            BaseColor = color,
            Emissive = emissive,
            Alpha = factors[0],
            Metallic = factors[1],
            Roughness = factors[2],
            OcclusionStrength = factors[3],
            NormalScale = scale,
            AlphaCutoff = cutoff,
            AlphaMode = (AlphaMode)alphaMode,
            DoubleSided = doubleSided == 1,
            Unlit = unlit == 1,
            BaseColorTexture = uses[0],
            MetallicRoughnessTexture = uses[1],
            NormalTexture = uses[2],
            OcclusionTexture = uses[3],
            EmissiveTexture = uses[4],
        };
    }

    private static bool TryColor(ref CanonicalReader reader, float most, out Float3 color)
    {
        var isFinite = reader.TryVector(out color);
        return isFinite && color.X >= 0 && color.Y >= 0 && color.Z >= 0 && color.X <= most && color.Y <= most && color.Z <= most;
    }
}
