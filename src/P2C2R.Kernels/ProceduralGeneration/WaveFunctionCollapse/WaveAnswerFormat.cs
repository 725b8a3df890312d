using System.Buffers.Binary;
using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>
/// The canonical output of a slice: <c>u8 status | i32 backtracks | i32 contradiction | cells x u16 pattern</c>, the patterns
/// only where the status is <see cref="WaveStatus.Solved"/>. The task's is one variant after the other.
/// </summary>
internal static class WaveAnswerFormat
{
    /// <summary>Bytes of a solved answer.</summary>
    public static long Size(WaveProblem problem) => 1 + 4 + 4 + (2L * problem.Cells);

    /// <summary>Writes an answer.</summary>
    public static void Write(Stream output, WaveAnswer answer)
    {
        var writer = new CanonicalWriter();
        writer.U8((byte)answer.Status);
        writer.I32(answer.Backtracks);
        writer.I32(answer.Contradiction);
        var patterns = new byte[2 * answer.Patterns.Length];
        for (var i = 0; i < answer.Patterns.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(patterns.AsSpan(2 * i), answer.Patterns[i]);
        writer.Bytes(patterns);
        output.Write(writer.Written.Span);
    }

    /// <summary>Reads all answers; false where the bytes are something else.</summary>
    /// <param name="bytes">Answers, nothing before and nothing after.</param>
    /// <param name="problem">What they answer.</param>
    /// <param name="answers">Receives them.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, WaveProblem problem, List<WaveAnswer> answers)
    {
        var reader = new CanonicalReader(bytes);
        while (!reader.AtEnd)
        {
            var status = (WaveStatus)reader.U8();
            var (backtracks, contradiction) = (reader.I32(), reader.I32());
            var patterns = reader.Take(status == WaveStatus.Solved ? 2 * problem.Cells : 0);
            if (reader.Failed || !Enum.IsDefined(status)) return false;
            if (backtracks < 0 || backtracks > problem.MaxBacktracks || contradiction < -1 || contradiction >= problem.Cells) return false;
            var read = new ushort[patterns.Length / 2];
            for (var i = 0; i < read.Length; i++) read[i] = BinaryPrimitives.ReadUInt16LittleEndian(patterns[(2 * i)..]);
            answers.Add(new WaveAnswer(status, backtracks, contradiction, read));
        }

        return true;
    }
}
