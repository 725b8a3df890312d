namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>The second bytes of the markers that matter (ITU T.81, table B.1).</summary>
internal static class JpegMarker
{
    /// <summary>SOF0: a baseline frame.</summary>
    public const byte Baseline = 0xC0;

    /// <summary>SOF1: a sequential frame with up to four tables of each class.</summary>
    public const byte Extended = 0xC1;

    /// <summary>SOF2: a progressive frame.</summary>
    public const byte Progressive = 0xC2;

    /// <summary>DHT: Huffman tables.</summary>
    public const byte HuffmanTables = 0xC4;

    /// <summary>SOF15, the last of the frames; 0xC4, 0xC8 and 0xCC between are something else.</summary>
    public const byte LastFrame = 0xCF;

    /// <summary>DAC: conditions of arithmetic coding.</summary>
    public const byte Arithmetic = 0xCC;

    /// <summary>JPG: reserved.</summary>
    public const byte Reserved = 0xC8;

    /// <summary>RST0, the first of eight.</summary>
    public const byte FirstRestart = 0xD0;

    /// <summary>SOI: the file's beginning.</summary>
    public const byte Start = 0xD8;

    /// <summary>EOI: its end.</summary>
    public const byte End = 0xD9;

    /// <summary>SOS: a scan.</summary>
    public const byte Scan = 0xDA;

    /// <summary>DQT: quantization tables.</summary>
    public const byte QuantizationTables = 0xDB;

    /// <summary>DRI: how often scans restart.</summary>
    public const byte RestartInterval = 0xDD;

    /// <summary>APP0, in which JFIF says what it is.</summary>
    public const byte Application0 = 0xE0;

    /// <summary>APP14, in which Adobe says which colours there are.</summary>
    public const byte Application14 = 0xEE;
}
