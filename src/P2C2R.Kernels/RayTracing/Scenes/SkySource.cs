using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>What a document says of the sky.</summary>
/// <param name="Color">Radiance, linear; with a picture its factor.</param>
/// <param name="Picture">An equirectangular .hdr, .png or .jpg relative to the document; null for one colour.</param>
public sealed record SkySource(Float3 Color, string? Picture)
{
    /// <summary>No light from outside.</summary>
    public static SkySource Black { get; } = new(Float3.Zero, null);
}
