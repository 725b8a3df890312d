using System.Buffers.Binary;

namespace P2C2R.Kernels.Images;

/// <summary>The chunks of a PNG that make its pixels (ISO/IEC 15948, clauses 5 and 11).</summary>
internal sealed class PngChunks
{
    private const int Overhead = 12;

    private bool _ended;

    /// <summary>IHDR.</summary>
    public PngHeader? Header { get; private set; }

    /// <summary>PLTE: red, green and blue of each colour; empty where there is none.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>tRNS: an alpha for each colour of the palette, or the one transparent colour; empty where there is none.</summary>
    public byte[] Transparency { get; private set; } = [];

    /// <summary>All IDAT chunks together: a zlib stream.</summary>
    public byte[] Data { get; private set; } = [];

    /// <summary>Reads the file's bytes after its signature; the reason where they can't be read.</summary>
    public string? Read(ReadOnlySpan<byte> bytes, int maxSide)
    {
        using var data = new MemoryStream();
        while (!_ended)
        {
            if (bytes.Length < Overhead) return "it ends too early";
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            if (length > bytes.Length - Overhead) return "it ends too early";
            var type = bytes.Slice(4, 4);
            var content = bytes.Slice(8, (int)length);
            if (BinaryPrimitives.ReadUInt32BigEndian(bytes[(8 + (int)length)..]) != PngCrc.Of(type, content)) return "a checksum is wrong: the file is damaged";
            if (Take(type, content, data, maxSide) is { } wrong) return wrong;
            bytes = bytes[(Overhead + (int)length)..];
        }

        Data = data.ToArray();
        if (Data.Length == 0) return "it has no data";
        return Header!.ColorType == PngColorType.Palette && Palette.Length == 0 ? "it has no palette" : null;
    }

    private string? Take(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content, MemoryStream data, int maxSide)
    {
        var isHeader = type.SequenceEqual("IHDR"u8);
        if (isHeader != (Header is null)) return isHeader ? "it has two headers" : "it has no header";
        if (isHeader)
        {
            var wrong = PngHeader.TryRead(content, maxSide, out var header);
            Header = header;
            return wrong;
        }

        if (type.SequenceEqual("IDAT"u8)) data.Write(content);
        else if (type.SequenceEqual("IEND"u8)) _ended = true;
        else if (type.SequenceEqual("PLTE"u8)) return TakePalette(content, data.Length > 0);
        else if (type.SequenceEqual("tRNS"u8)) return TakeTransparency(content, data.Length > 0);
        else if ((type[0] & 0x20) == 0) return "it has an unknown chunk that it can't be shown without";
        return null;
    }

    private string? TakePalette(ReadOnlySpan<byte> content, bool late)
    {
        if (late || Palette.Length > 0 || content.Length is 0 or > 3 * 256 || content.Length % 3 != 0) return "its palette is wrong";
        Palette = content.ToArray();
        return null;
    }

    private string? TakeTransparency(ReadOnlySpan<byte> content, bool late)
    {
        var fits = Header!.ColorType switch
        {
            PngColorType.Grey => content.Length == 2,
            PngColorType.Rgb => content.Length == 6,
            PngColorType.Palette => content.Length >= 1 && content.Length <= Palette.Length / 3,
            _ => false,
        };
        if (late || Transparency.Length > 0 || !fits) return "its transparency is wrong";
        Transparency = content.ToArray();
        return null;
    }
}
