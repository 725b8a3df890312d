namespace P2C2R.Kernels.Physics.Destruction.Presenting;

/// <summary>How a surface without a material of its own looks.</summary>
/// <param name="Color">Red, green, blue as glTF has them, 0 to 1; null for one of ours.</param>
/// <param name="Texture">A PNG or JPEG file that repeats; null for none.</param>
/// <param name="TextureSize">How much of the surface it covers, m.</param>
internal sealed record SurfaceLook(float[]? Color, ReadOnlyMemory<byte>? Texture, float TextureSize)
{
    /// <summary>A colour of ours.</summary>
    public static SurfaceLook Plain { get; } = new(null, null, 1);
}
