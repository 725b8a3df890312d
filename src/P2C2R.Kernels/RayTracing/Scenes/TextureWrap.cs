namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>What lies beyond a picture's edge.</summary>
public enum TextureWrap : byte
{
    /// <summary>The same picture again.</summary>
    Repeat = 0,

    /// <summary>The picture mirrored, then again as it is.</summary>
    MirroredRepeat = 1,

    /// <summary>The pixels of the edge.</summary>
    ClampToEdge = 2,
}
