namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>What was in a file.</summary>
/// <param name="Frame">The picture's coefficients.</param>
/// <param name="IsJfif">Whether JFIF's marker was there: then three components are YCbCr.</param>
/// <param name="AdobeTransform">Of Adobe's marker: 0 is RGB, 1 YCbCr; null where there was none.</param>
internal sealed record JpegContent(JpegFrame Frame, bool IsJfif, byte? AdobeTransform);
