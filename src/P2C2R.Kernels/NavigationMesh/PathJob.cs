using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.NavigationMesh.Search;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// The canonical input of a slice of queries: <c>u8 18 | u8 method | i32 count | count x (i32 start x, y, z, goal x, y, z)</c>, in
/// fine units; method 0 exact, 1 fast. It depends on the slice that joins tiles.
/// </summary>
/// <param name="IsFast">Whether a path that is found fast is enough.</param>
/// <param name="Queries">The queries.</param>
internal sealed record PathJob(bool IsFast, IReadOnlyList<MeshQuery> Queries)
{
    /// <summary>The first byte.</summary>
    public const byte Form = 18;

    private const int QueryBytes = 24;

    /// <summary>Writes the input.</summary>
    public ReadOnlyMemory<byte> Write()
    {
        var writer = new CanonicalWriter();
        writer.U8(Form);
        writer.U8(IsFast ? (byte)1 : (byte)0);
        writer.I32(Queries.Count);
        foreach (var query in Queries)
        {
            WritePlace(writer, query.Start, query.StartHeight);
            WritePlace(writer, query.Goal, query.GoalHeight);
        }

        return writer.Written;
    }

    /// <summary>Reads the input; null where it isn't canonical.</summary>
    public static PathJob? Read(ReadOnlySpan<byte> input)
    {
        var reader = new CanonicalReader(input);
        var form = reader.U8();
        var method = reader.U8();
        var count = reader.I32();
        if (form != Form || method > 1 || count < 1 || (long)count * QueryBytes != reader.Left) return null;
        var queries = new MeshQuery[count];
        for (var i = 0; i < count; i++)
        {
            var (start, startHeight) = ReadPlace(ref reader);
            var (goal, goalHeight) = ReadPlace(ref reader);
            queries[i] = new MeshQuery(start, startHeight, goal, goalHeight);
        }

        return new PathJob(method == 1, queries);
    }

    private static void WritePlace(CanonicalWriter writer, Point place, int height)
    {
        writer.I32(place.X);
        writer.I32(height);
        writer.I32(place.Z);
    }

    private static (Point Place, int Height) ReadPlace(ref CanonicalReader reader)
    {
        var (x, height, z) = (reader.I32(), reader.I32(), reader.I32());
        return (new Point(x, z), height);
    }
}
