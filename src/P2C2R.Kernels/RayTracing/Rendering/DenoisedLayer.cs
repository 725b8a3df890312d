namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>A layer that is freed of noise. What comes of it stands behind all layers.</summary>
/// <param name="Picture">Number of the layer.</param>
/// <param name="Features">Number of the layer that has its features.</param>
/// <param name="Rounds">Rounds of the denoiser.</param>
internal sealed record DenoisedLayer(int Picture, int Features, int Rounds);
