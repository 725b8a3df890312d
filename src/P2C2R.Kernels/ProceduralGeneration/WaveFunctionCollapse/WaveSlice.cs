using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>
/// The canonical input of a slice: <c>u8 generator | u8 place | i32 variant | i32 length, problem (place 1)</c>. Place 0: the
/// problem is the slice's only blob. Place 1: it stands in the input, which a small one does.
/// </summary>
internal static class WaveSlice
{
    private const int MaxInlineProblemBytes = 4096;
    private const byte ProblemIsBlob = 0;
    private const byte ProblemIsInline = 1;

    /// <summary>Writes the input of a slice.</summary>
    public static ReadOnlyMemory<byte> Write(byte generator, ReadOnlySpan<byte> problem, int variant)
    {
        var writer = new CanonicalWriter();
        writer.U8(generator);
        writer.U8(IsInline(problem.Length) ? ProblemIsInline : ProblemIsBlob);
        writer.I32(variant);
        if (!IsInline(problem.Length)) return writer.Written;
        writer.I32(problem.Length);
        writer.Bytes(problem);
        return writer.Written;
    }

    /// <summary>Whether a problem of this length stands in the input.</summary>
    public static bool IsInline(int problemLength) => problemLength <= MaxInlineProblemBytes;

    /// <summary>Reads the input of a slice; false where it isn't canonical.</summary>
    /// <param name="input">The input.</param>
    /// <param name="inlineProblem">The problem, or nothing where it is a blob.</param>
    /// <param name="variant">The number of the variant.</param>
    public static bool TryRead(ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte>? inlineProblem, out int variant)
    {
        var reader = new CanonicalReader(input.Span);
        inlineProblem = null;
        reader.U8();
        var place = reader.U8();
        variant = reader.I32();
        if (reader.Failed || variant < 0) return false;
        if (place == ProblemIsBlob) return reader.AtEnd;
        var length = reader.I32();
        if (place != ProblemIsInline || reader.Failed || !IsInline(length) || length != reader.Left) return false;
        inlineProblem = input[^length..];
        return true;
    }
}
