namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>What models cost: a work unit is 2,500 multiplications by weights or by keys and values.</summary>
internal static class ModelUnits
{
    private const int PerUnit = 2_500;
    private const int FileBytesPerUnit = 256;

    /// <summary>Units of reading a model, warm or cold.</summary>
    public static long OfFile(long bytes) => (bytes / FileBytesPerUnit) + 1;

    /// <summary>Units of a token at a position.</summary>
    public static long OfToken(ModelShape shape, int position) => (shape.WeightsPerToken + (2L * (position + 1) * shape.Dimension * shape.Layers) + PerUnit - 1) / PerUnit;

    /// <summary>Units of a sequence of so many tokens, or a little more.</summary>
    public static long OfSequence(ModelShape shape, int tokens) => tokens * OfToken(shape, tokens);
}
