using System.Buffers.Binary;
using System.IO.Compression;

namespace P2C2R.Kernels.Images.Exr;

/// <summary>Some rows of an OpenEXR picture: row by row, and in a row channel by channel.</summary>
internal static class ExrBlock
{
    /// <summary>Packs rows.</summary>
    public static byte[] Pack(ExrChannel[] channels, int width, int firstRow, int rows, ExrCompression compression)
    {
        var bytes = new byte[4 * channels.Length * width * rows];
        var at = 0;
        for (var y = firstRow; y < firstRow + rows; y++)
        {
            foreach (var channel in channels)
            {
                var samples = channel.Samples.Span;
                for (var x = 0; x < width; x++, at += 4) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), samples[channel.First + (((y * width) + x) * channel.Step)]);
            }
        }

        return compression == ExrCompression.Zip ? Zip(bytes) : bytes;
    }

    /// <summary>Even bytes before odd ones, each as its difference from the one before plus 128, then zlib; as they are where that is no shorter.</summary>
    private static byte[] Zip(byte[] bytes)
    {
        var sorted = new byte[bytes.Length];
        var half = (bytes.Length + 1) / 2;
        for (var i = 0; i < bytes.Length; i++) sorted[(i / 2) + (i % 2 == 0 ? 0 : half)] = bytes[i];
        for (var i = sorted.Length - 1; i > 0; i--) sorted[i] = (byte)(sorted[i] - sorted[i - 1] + 128);
        using var memory = new MemoryStream();
#pragma warning disable RS0030 // A picture isn't hashed.
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(sorted);
#pragma warning restore RS0030
        return memory.Length < bytes.Length ? memory.ToArray() : bytes;
    }
}
