using System.Buffers.Binary;

namespace P2C2R.Kernels.Images;

/// <summary>Turns unfiltered rows into the samples of a <see cref="PngImage"/>.</summary>
internal sealed class PngSamples
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _transparency;
    private readonly ushort[] _transparentColor = new ushort[3];

    /// <summary>Prepares.</summary>
    /// <param name="header">The header.</param>
    /// <param name="palette">PLTE, or nothing.</param>
    /// <param name="transparency">tRNS, or nothing.</param>
    public PngSamples(PngHeader header, byte[] palette, byte[] transparency)
    {
        (_header, _palette, _transparency) = (header, palette, transparency);
        var alpha = transparency.Length > 0 ? 1 : 0;
        Channels = alpha + (header.ColorType == PngColorType.Palette ? 3 : header.FileChannels);
        for (var i = 0; header.ColorType != PngColorType.Palette && i < transparency.Length / 2; i++) _transparentColor[i] = BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * i));
    }

    /// <summary>Channels of the result.</summary>
    public int Channels { get; }

    /// <summary>Unpacks a row.</summary>
    /// <param name="row">Its bytes.</param>
    /// <param name="pixels">Its pixels.</param>
    /// <param name="result">The samples from the row's first pixel on.</param>
    /// <param name="step">Pixels of the result from one pixel of the row to the next.</param>
    public void Unpack(ReadOnlySpan<byte> row, int pixels, Span<ushort> result, int step)
    {
        for (var x = 0; x < pixels; x++)
        {
            var pixel = result.Slice(x * step * Channels, Channels);
            if (_header.ColorType == PngColorType.Palette) LookUp(Sample(row, x), pixel);
            else Copy(row, x, pixel);
        }
    }

    private void Copy(ReadOnlySpan<byte> row, int x, Span<ushort> pixel)
    {
        var channels = _header.FileChannels;
        var isTransparent = channels < Channels;
        for (var c = 0; c < channels; c++)
        {
            var sample = Sample(row, (x * channels) + c);
            isTransparent &= channels == Channels || sample == _transparentColor[c];
            pixel[c] = Widen(sample);
        }

        if (channels < Channels) pixel[channels] = (ushort)(isTransparent ? 0 : _header.BitDepth == 16 ? ushort.MaxValue : byte.MaxValue);
    }

    /// <summary>An index beyond the palette is black, as the standard suggests for errors that can be lived with.</summary>
    private void LookUp(int index, Span<ushort> pixel)
    {
        for (var c = 0; c < 3; c++) pixel[c] = (3 * index) + c < _palette.Length ? _palette[(3 * index) + c] : (ushort)0;
        if (Channels == 4) pixel[3] = index < _transparency.Length ? _transparency[index] : byte.MaxValue;
    }

    private ushort Sample(ReadOnlySpan<byte> row, int at)
    {
        var depth = _header.BitDepth;
        if (depth == 8) return row[at];
        if (depth == 16) return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * at)..]);
        var bit = at * depth;
        return (ushort)((row[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1));
    }

    /// <summary>1, 2 and 4 bits to 8, so that the greatest sample becomes 255.</summary>
    private ushort Widen(ushort sample) => (ushort)(_header.BitDepth >= 8 ? sample : sample * (255 / ((1 << _header.BitDepth) - 1)));
}
