using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Queries in the Moving AI Lab's <c>.map.scen</c> format: a line <c>version 1</c>, then lines of nine fields: bucket, map,
/// width and height of the map, x and y of start and goal, optimal length.
/// </summary>
internal static class ScenarioFile
{
    private const int Fields = 9;

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its bytes.</param>
    /// <param name="file">Its name.</param>
    /// <param name="width">The map's width, which every line must repeat.</param>
    /// <param name="height">The map's height.</param>
    /// <returns>The queries, and the lengths that the file says are optimal.</returns>
    /// <exception cref="InputException">It is wrong.</exception>
    public static (List<PathQuery> Queries, List<double> Lengths) Read(ReadOnlySpan<byte> text, string file, int width, int height)
    {
        var queries = new List<PathQuery>();
        var lengths = new List<double>();
        var lines = new TextLines(text, file);
        if (!lines.MoveNext() || !lines.Current.StartsWith("version 1"u8)) throw lines.Wrong("a scenario file begins with the line \"version 1\"");
        while (lines.MoveNext())
        {
            if (lines.Current.Trim(" \t"u8).IsEmpty) continue;
            if (queries.Count == PathfindingDocument.MaxQueries) throw lines.Wrong($"a task may have {PathfindingDocument.MaxQueries} queries; split the file");
            var (query, length) = ReadLine(lines, width, height);
            queries.Add(query);
            lengths.Add(length);
        }

        return (queries, lengths);
    }

    private static (PathQuery Query, double Length) ReadLine(TextLines lines, int width, int height)
    {
        Span<Range> fields = stackalloc Range[Fields];
        Split(lines, fields);
        Span<int> numbers = stackalloc int[6];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = ReadInteger(lines, fields[i + 2]);
        if (numbers[0] != width || numbers[1] != height)
        {
            throw lines.Wrong($"this query is for a map of {numbers[0]} x {numbers[1]} cells, the map has {width} x {height}; scaled maps are not supported", fields[2].Start.Value + 1);
        }

        if (!TextNumber.TryRead(lines.Current[fields[8]], out double length) || length < 0) throw lines.Wrong("the last field must be the optimal length", fields[8].Start.Value + 1);
        return (new PathQuery(numbers[2], numbers[3], numbers[4], numbers[5]), length);
    }

    /// <summary>Fields stand between tabs, in older files between spaces.</summary>
    private static void Split(TextLines lines, Span<Range> fields)
    {
        var line = lines.Current;
        var count = 0;
        for (var at = 0; at < line.Length;)
        {
            var length = line[at..].IndexOfAny(" \t"u8);
            if (length < 0) length = line.Length - at;
            if (length > 0)
            {
                if (count < Fields) fields[count] = new Range(at, at + length);
                count++;
            }

            at += length + 1;
        }

        if (count != Fields) throw lines.Wrong($"a query has {Fields} fields (bucket, map, width, height, start x, start y, goal x, goal y, length), this line has {count}");
    }

    private static int ReadInteger(TextLines lines, Range field)
    {
        if (TextNumber.TryRead(lines.Current[field], out int value)) return value;
        throw lines.Wrong("this field must be a whole number", field.Start.Value + 1);
    }
}
