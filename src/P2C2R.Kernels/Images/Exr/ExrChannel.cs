namespace P2C2R.Kernels.Images.Exr;

/// <summary>A channel of an OpenEXR picture.</summary>
/// <param name="Name">R, G, B, A, Z, or a layer's: "direct.R". 1 to 31 ASCII characters.</param>
/// <param name="Samples">Where its samples lie, rows from the top.</param>
/// <param name="First">The index of the first one.</param>
/// <param name="Step">From one sample to the next: 3 where red, green and blue alternate.</param>
public sealed record ExrChannel(string Name, ReadOnlyMemory<float> Samples, int First = 0, int Step = 1);
