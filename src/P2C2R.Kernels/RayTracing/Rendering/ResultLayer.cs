using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>One layer of a result.</summary>
/// <param name="Width">Items in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">Numbers of an item.</param>
/// <param name="Samples">Samples of an item; 0 of a denoised layer.</param>
/// <param name="Identity">What was sampled.</param>
/// <param name="Means">The means of the samples.</param>
internal sealed record ResultLayer(int Width, int Height, int Channels, int Samples, Sha256Hash Identity, float[] Means);
