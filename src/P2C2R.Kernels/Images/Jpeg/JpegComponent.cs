namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>One component of a frame: its blocks of 8 x 8 coefficients, in natural order.</summary>
internal sealed class JpegComponent
{
    /// <summary>A component as the frame's header describes it.</summary>
    /// <param name="id">Its name.</param>
    /// <param name="horizontal">Its horizontal sampling factor.</param>
    /// <param name="vertical">Its vertical one.</param>
    /// <param name="quantization">The number of its table.</param>
    public JpegComponent(byte id, int horizontal, int vertical, int quantization) => (Id, Horizontal, Vertical, Quantization) = (id, horizontal, vertical, quantization);

    /// <summary>Its name.</summary>
    public byte Id { get; }

    /// <summary>Blocks in a row of each unit of an interleaved scan.</summary>
    public int Horizontal { get; }

    /// <summary>Rows of blocks in each unit.</summary>
    public int Vertical { get; }

    /// <summary>The number of its quantization table.</summary>
    public int Quantization { get; }

    /// <summary>Samples in a row of the picture.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of samples.</summary>
    public int Height { get; private set; }

    /// <summary>Blocks in a row of a scan of this component alone.</summary>
    public int BlocksWide => (Width + 7) / 8;

    /// <summary>Rows of blocks of such a scan.</summary>
    public int BlocksHigh => (Height + 7) / 8;

    /// <summary>Blocks in a row as stored: whole units.</summary>
    public int StoredWide { get; private set; }

    /// <summary>Rows of blocks as stored.</summary>
    public int StoredHigh { get; private set; }

    /// <summary>64 coefficients a block, not yet multiplied by the quantization table.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>Its quantization table when its first scan came; null before.</summary>
    public ushort[]? Table { get; set; }

    /// <summary>The last DC value, which the next one is told relative to.</summary>
    public int Prediction { get; set; }

    /// <summary>Works out its size.</summary>
    public void Size(int width, int height, int mostHorizontal, int mostVertical)
    {
        Width = ((width * Horizontal) + mostHorizontal - 1) / mostHorizontal;
        Height = ((height * Vertical) + mostVertical - 1) / mostVertical;
        StoredWide = (width + (8 * mostHorizontal) - 1) / (8 * mostHorizontal) * Horizontal;
        StoredHigh = (height + (8 * mostVertical) - 1) / (8 * mostVertical) * Vertical;
    }

    /// <summary>Takes the memory.</summary>
    public void Allocate() => Coefficients = new short[StoredWide * StoredHigh * 64];

    /// <summary>A block's coefficients.</summary>
    public Span<short> Block(int column, int row) => Coefficients.AsSpan(64 * ((row * StoredWide) + column), 64);
}
