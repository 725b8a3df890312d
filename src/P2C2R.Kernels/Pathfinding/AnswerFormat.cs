using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The canonical output, of a slice and of the task: the answers in the order of the queries, each <c>u8 status | i32 straight |
/// i32 diagonal | i32 obstacles | i32 length, runs</c> (<see cref="PathAnswer"/>). Merging is putting one after another.
/// </summary>
internal static class AnswerFormat
{
    /// <summary>Writes an answer.</summary>
    public static void Write(CanonicalWriter writer, PathAnswer answer, ReadOnlySpan<byte> runs)
    {
        writer.U8((byte)answer.Status);
        writer.I32(answer.Straight);
        writer.I32(answer.Diagonal);
        writer.I32(answer.Obstacles);
        writer.I32(runs.Length);
        writer.Bytes(runs);
    }

    /// <summary>Reads all answers; false where the bytes are something else.</summary>
    /// <param name="bytes">Answers, nothing before and nothing after.</param>
    /// <param name="answers">Receives them.</param>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, List<PathAnswer> answers)
    {
        var reader = new CanonicalReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var status = reader.U8();
            var straight = reader.I32();
            var diagonal = reader.I32();
            var obstacles = reader.I32();
            var length = reader.I32();
            var at = bytes.Length - reader.Left;
            reader.Take(length);
            if (reader.Failed || !Enum.IsDefined((QueryStatus)status)) return false;
            answers.Add(new PathAnswer((QueryStatus)status, straight, diagonal, obstacles, bytes.Slice(at, length)));
        }

        return true;
    }
}
