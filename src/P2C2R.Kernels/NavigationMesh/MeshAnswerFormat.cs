using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.NavigationMesh.Search;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>Answers in the order of the queries: <c>u8 status | f64 length in cells | i32 places | x, y, z each</c>, in fine units.</summary>
internal static class MeshAnswerFormat
{
    private const int PlaceBytes = 12;
    private const int OtherBytes = 13;

    // Of indoor maps, more or less.
    private const int CellsPerCorner = 16;

    /// <summary>How long an answer is, more or less: start, goal and some corners between.</summary>
    public static long ExpectedBytes(MeshQuery query) => OtherBytes + (PlaceBytes * (2 + (long)(Point.Distance(query.Start, query.Goal) / Point.PerCell / CellsPerCorner)));

    /// <summary>Writes an answer.</summary>
    public static void Write(CanonicalWriter writer, MeshAnswer answer)
    {
        writer.U8((byte)answer.Status);
        writer.I64(BitConverter.DoubleToInt64Bits(answer.Length));
        writer.I32(answer.Path.Count);
        foreach (var (place, height) in answer.Path)
        {
            writer.I32(place.X);
            writer.I32(height);
            writer.I32(place.Z);
        }
    }

    /// <summary>Reads all answers; false where the bytes are something else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, List<MeshAnswer> answers)
    {
        var reader = new CanonicalReader(bytes);
        while (!reader.AtEnd)
        {
            var status = reader.U8();
            var length = BitConverter.Int64BitsToDouble(reader.I64());
            var count = TileFormat.Count(ref reader, PlaceBytes);
            if (reader.Failed || status > (byte)QueryStatus.GoalBlocked) return false;
            var path = new (Point Place, int Height)[count];
            for (var i = 0; i < count; i++)
            {
                var (x, height, z) = (reader.I32(), reader.I32(), reader.I32());
                path[i] = (new Point(x, z), height);
            }

            answers.Add(new MeshAnswer((QueryStatus)status, length, path));
        }

        return true;
    }
}
