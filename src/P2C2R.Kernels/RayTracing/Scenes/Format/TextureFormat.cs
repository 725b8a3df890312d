using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>Textures, and how materials use them, in canonical bytes.</summary>
internal static class TextureFormat
{
    /// <summary>Writes a texture.</summary>
    public static void Write(CanonicalWriter writer, SceneTexture texture, List<SceneImage> images)
    {
        writer.I32(images.IndexOf(texture.Image));
        writer.U8(texture.IsSrgb ? (byte)1 : (byte)0);
        writer.U8((byte)texture.WrapU);
        writer.U8((byte)texture.WrapV);
        writer.U8(texture.IsNearest ? (byte)1 : (byte)0);
    }

    /// <summary>Reads a texture.</summary>
    public static SceneTexture? Read(ref CanonicalReader reader, List<SceneImage> images)
    {
        var (image, isSrgb, wrapU, wrapV, isNearest) = (reader.I32(), reader.U8(), reader.U8(), reader.U8(), reader.U8());
        if ((uint)image >= (uint)images.Count || isSrgb > 1 || wrapU > (byte)TextureWrap.ClampToEdge || wrapV > (byte)TextureWrap.ClampToEdge || isNearest > 1) return null;
        return new SceneTexture(images[image], isSrgb == 1, (TextureWrap)wrapU, (TextureWrap)wrapV, isNearest == 1);
    }

    /// <summary>Writes a use.</summary>
    public static void WriteUse(CanonicalWriter writer, TextureUse? use)
    {
        writer.I32(use?.Texture ?? -1);
        if (use is null) return;
        writer.U8((byte)use.TexCoords);
        var t = use.Transform;
        foreach (var value in (ReadOnlySpan<float>)[t.Uu, t.Uv, t.U, t.Vu, t.Vv, t.V]) writer.Float(value);
    }

    /// <summary>Reads a use.</summary>
    public static bool TryReadUse(ref CanonicalReader reader, int textures, out TextureUse? use)
    {
        use = null;
        var texture = reader.I32();
        if (texture == -1) return !reader.Failed;
        var set = reader.U8();
        Span<float> t = stackalloc float[6];
        for (var i = 0; i < t.Length; i++)
        {
            if (!reader.TryFloat(float.MinValue, float.MaxValue, out t[i])) return false;
        }

        use = new TextureUse(texture, set, new UvTransform(t[0], t[1], t[2], t[3], t[4], t[5]));
        return (uint)texture < (uint)textures && set <= 1 && !reader.Failed;
    }
}
