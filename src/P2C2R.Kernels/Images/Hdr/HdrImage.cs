namespace P2C2R.Kernels.Images.Hdr;

/// <summary>A picture of radiance.</summary>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rgb">Red, green, blue of each pixel, linear, finite, 0 or more; rows from the top.</param>
public sealed record HdrImage(int Width, int Height, float[] Rgb);
