using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>The rest of the input (<see cref="SliceInput"/>) of a slice that answers queries: <c>i32 count, queries</c>; a query is four i32: x and y of start and goal.</summary>
internal static class QueryBatch
{
    /// <summary>Bytes of a query.</summary>
    public const int QuerySize = 16;

    /// <summary>Writes queries.</summary>
    public static void Write(CanonicalWriter writer, ReadOnlySpan<PathQuery> queries)
    {
        writer.I32(queries.Length);
        foreach (var query in queries)
        {
            writer.I32(query.StartX);
            writer.I32(query.StartY);
            writer.I32(query.GoalX);
            writer.I32(query.GoalY);
        }
    }

    /// <summary>Reads queries; null where the bytes aren't some, nothing before and nothing after.</summary>
    public static PathQuery[]? TryRead(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var count = reader.I32();
        if (reader.Failed || count < 1 || (long)count * QuerySize != reader.Left) return null;
        var queries = new PathQuery[count];
        for (var i = 0; i < count; i++) queries[i] = new PathQuery(reader.I32(), reader.I32(), reader.I32(), reader.I32());
        return queries;
    }
}
