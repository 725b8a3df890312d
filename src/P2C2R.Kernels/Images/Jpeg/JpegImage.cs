namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>A picture that <see cref="JpegReader"/> read.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Channels">1 grey, 3 red, green and blue.</param>
/// <param name="Samples">That many bytes a pixel, rows from the top. No colour profile is applied.</param>
public sealed record JpegImage(int Width, int Height, int Channels, byte[] Samples);
