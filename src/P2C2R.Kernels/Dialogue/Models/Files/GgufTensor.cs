using P2C2R.Kernels.Dialogue.Models.Weights;

namespace P2C2R.Kernels.Dialogue.Models.Files;

/// <summary>A tensor of a GGUF file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Numbers of a row.</param>
/// <param name="Rows">Rows; 1 for a vector.</param>
/// <param name="Type">How its numbers are written; needs not be one of those that are read.</param>
/// <param name="Offset">Where it begins, from the start of the data.</param>
internal readonly record struct GgufTensor(string Name, long Columns, long Rows, GgufTensorType Type, long Offset)
{
    /// <summary>Numbers that share a scale.</summary>
    public const int BlockSize = 32;

    /// <summary>Bytes of a row; 0 where the type isn't read, or rows aren't whole blocks.</summary>
    public long BytesPerRow => Type switch
    {
        GgufTensorType.F32 => Columns * 4,
        GgufTensorType.F16 => Columns * 2,
        GgufTensorType.Q8 when Columns % BlockSize == 0 => Columns / BlockSize * 34,
        GgufTensorType.Q4 when Columns % BlockSize == 0 => Columns / BlockSize * 18,
        GgufTensorType.Q6 when Columns % SixBitMatrix.BlockSize == 0 => Columns / SixBitMatrix.BlockSize * SixBitMatrix.BlockBytes,
        _ => 0,
    };
}
