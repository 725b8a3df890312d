using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The canonical input of a slice: <c>u8 place of the map | i32 length, map (place 1) | i32 count, queries</c>; a query is four
/// i32: x and y of start and goal. Place 0: the map is the slice's only blob. Place 1: it stands in the input, which a small map does.
/// </summary>
internal static class QueryBatch
{
    /// <summary>Longest canonical map that travels inside every slice rather than as a blob.</summary>
    public const int MaxInlineMapBytes = 4096;

    /// <summary>Bytes of a query.</summary>
    public const int QuerySize = 16;

    private const byte MapIsBlob = 0;
    private const byte MapIsInline = 1;

    /// <summary>Writes the input of a slice.</summary>
    /// <param name="map">The canonical map, to be written where it is small.</param>
    /// <param name="queries">The queries.</param>
    public static ReadOnlyMemory<byte> Write(ReadOnlySpan<byte> map, IEnumerable<PathQuery> queries)
    {
        var writer = new CanonicalWriter();
        if (IsInline(map.Length))
        {
            writer.U8(MapIsInline);
            writer.I32(map.Length);
            writer.Bytes(map);
        }
        else
        {
            writer.U8(MapIsBlob);
        }

        var list = queries.ToList();
        writer.I32(list.Count);
        foreach (var query in list)
        {
            writer.I32(query.StartX);
            writer.I32(query.StartY);
            writer.I32(query.GoalX);
            writer.I32(query.GoalY);
        }

        return writer.Written;
    }

    /// <summary>Whether a map of this length stands in the input.</summary>
    public static bool IsInline(int mapLength) => mapLength <= MaxInlineMapBytes;

    /// <summary>Reads the input of a slice; false where it isn't canonical.</summary>
    /// <param name="input">The input.</param>
    /// <param name="inlineMap">The map, or nothing where it is a blob.</param>
    /// <param name="queries">The queries.</param>
    public static bool TryRead(ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte>? inlineMap, out PathQuery[] queries)
    {
        var reader = new CanonicalReader(input.Span);
        inlineMap = null;
        queries = [];
        var place = reader.U8();
        if (place > MapIsInline) return false;
        if (place == MapIsInline)
        {
            var length = reader.I32();
            var at = input.Length - reader.Left;
            reader.Take(length);
            if (reader.Failed || !IsInline(length)) return false;
            inlineMap = input.Slice(at, length);
        }

        var count = reader.I32();
        if (reader.Failed || count < 1 || (long)count * QuerySize != reader.Left) return false;
        queries = new PathQuery[count];
        for (var i = 0; i < count; i++) queries[i] = new PathQuery(reader.I32(), reader.I32(), reader.I32(), reader.I32());
        return true;
    }
}
