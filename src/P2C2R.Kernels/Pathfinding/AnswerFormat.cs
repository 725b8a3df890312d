using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The canonical output, of a slice and of the task: the answers in the order of the queries, each <c>u8 status | i32 straight |
/// i32 diagonal | i32 obstacles | i32 length, runs</c> (<see cref="PathAnswer"/>). Merging is putting one after another. Crowds
/// don't count obstacles: their answers lack that field.
/// </summary>
internal static class AnswerFormat
{
    /// <summary>Bytes of an answer without its runs.</summary>
    public const int BytesPerAnswer = 17;

    /// <summary>Writes an answer.</summary>
    public static void Write(CanonicalWriter writer, PathAnswer answer, ReadOnlySpan<byte> runs)
    {
        WriteSteps(writer, answer.Status, answer.Straight, answer.Diagonal);
        writer.I32(answer.Obstacles);
        WriteRuns(writer, runs);
    }

    /// <summary>Writes an answer without obstacles.</summary>
    public static void WriteUncounted(CanonicalWriter writer, QueryStatus status, int straight, int diagonal, ReadOnlySpan<byte> runs)
    {
        WriteSteps(writer, status, straight, diagonal);
        WriteRuns(writer, runs);
    }

    /// <summary>Reads all answers; false where the bytes are something else.</summary>
    /// <param name="bytes">Answers, nothing before and nothing after.</param>
    /// <param name="answers">Receives them.</param>
    /// <param name="counted">Whether they have the field of obstacles.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, List<PathAnswer> answers, bool counted = true)
    {
        var reader = new CanonicalReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var status = reader.U8();
            var straight = reader.I32();
            var diagonal = reader.I32();
            var obstacles = counted ? reader.I32() : 0;
            var length = reader.I32();
            var at = bytes.Length - reader.Left;
            reader.Take(length);
            if (reader.Failed || !Enum.IsDefined((QueryStatus)status)) return false;
            answers.Add(new PathAnswer((QueryStatus)status, straight, diagonal, obstacles, bytes.Slice(at, length)));
        }

        return true;
    }

    private static void WriteSteps(CanonicalWriter writer, QueryStatus status, int straight, int diagonal)
    {
        writer.U8((byte)status);
        writer.I32(straight);
        writer.I32(diagonal);
    }

    private static void WriteRuns(CanonicalWriter writer, ReadOnlySpan<byte> runs)
    {
        writer.I32(runs.Length);
        writer.Bytes(runs);
    }
}
