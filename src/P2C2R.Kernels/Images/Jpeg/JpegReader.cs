namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>
/// Reads JPEG pictures (ITU T.81): baseline, extended and progressive Huffman coding, 8 bits, grey or three colours (YCbCr after JFIF,
/// or RGB where Adobe's marker or the components' names say so), any sampling factors, restarts. All arithmetic is of integers, so
/// that the bytes are the same everywhere. Sizes are checked before anything is allocated.
/// </summary>
public static class JpegReader
{
    /// <summary>Whether bytes begin as such a picture does.</summary>
    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, JpegMarker.Start, 0xFF]);

    /// <summary>Reads a picture.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="maxSide">The greatest width and height to accept, at most 16,384.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InputException">It is no JPEG, damaged, too big, or of a kind that isn't read.</exception>
    public static JpegImage Read(ReadOnlySpan<byte> bytes, string file, int maxSide, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSide, 1 << 14);
        try
        {
            if (!IsJpeg(bytes)) throw new JpegException("it does not begin as a JPEG does");
            return JpegColors.Combine(new JpegSegments(maxSide, cancellation).Read(bytes), cancellation);
        }
        catch (JpegException e)
        {
            throw new InputException($"{file}: not a readable JPEG: {e.Message}", e);
        }
    }
}
