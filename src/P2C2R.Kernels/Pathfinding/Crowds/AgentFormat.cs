using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>The canonical answers for agents, in their order, each <c>u8 status | i32 straight | i32 diagonal | i32 length, runs</c>.</summary>
internal static class AgentFormat
{
    /// <summary>Writes an answer.</summary>
    public static void Write(CanonicalWriter writer, QueryStatus status, int straight, int diagonal, ReadOnlySpan<byte> runs)
    {
        writer.U8((byte)status);
        writer.I32(straight);
        writer.I32(diagonal);
        writer.I32(runs.Length);
        writer.Bytes(runs);
    }

    /// <summary>Reads all answers; false where the bytes are something else. Obstacles aren't counted for crowds.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, List<PathAnswer> answers)
    {
        var reader = new CanonicalReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var status = reader.U8();
            var straight = reader.I32();
            var diagonal = reader.I32();
            var length = reader.I32();
            var at = bytes.Length - reader.Left;
            reader.Take(length);
            if (reader.Failed || !Enum.IsDefined((QueryStatus)status)) return false;
            answers.Add(new PathAnswer((QueryStatus)status, straight, diagonal, 0, bytes.Slice(at, length)));
        }

        return true;
    }
}
