using System.Globalization;
using System.Text;

namespace P2C2R.Cli.Bench.Paths;

/// <summary>A real map and the last queries of its scenario, which are the longest.</summary>
/// <param name="Name">The map, relative to the folder.</param>
/// <param name="Folder">Where maps and scenarios lie.</param>
/// <param name="Rows">The map's letters.</param>
/// <param name="Queries">Start and goal.</param>
/// <param name="Lengths">What the scenario says are the optimal lengths.</param>
internal sealed record BenchScenario(string Name, string Folder, string[] Rows, (int StartX, int StartY, int GoalX, int GoalY)[] Queries, double[] Lengths)
{
    private const int HeaderLines = 4;

    /// <summary>Reads both files.</summary>
    public static BenchScenario Read(string folder, string name, int queries)
    {
        var path = Path.Combine(folder, name);
        var lines = File.ReadLines(path + ".scen").Skip(1).Where(static l => l.Length > 0).Select(static l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TakeLast(queries).ToArray();
        return new BenchScenario(
            name,
            folder,
            [.. File.ReadLines(path).Skip(HeaderLines)],
            [.. lines.Select(static l => (int.Parse(l[4]), int.Parse(l[5]), int.Parse(l[6]), int.Parse(l[7])))],
            [.. lines.Select(static l => double.Parse(l[8], CultureInfo.InvariantCulture))]);
    }

    /// <summary>The input document of these queries on the prepared map.</summary>
    public byte[] ToDocument() => Encoding.UTF8.GetBytes(
        $"{{\"map\":\"{Name}\",\"prepare\":true,\"queries\":[{string.Join(',', Queries.Select(static q => $"{{\"start\":[{q.StartX},{q.StartY}],\"goal\":[{q.GoalX},{q.GoalY}]}}"))}]}}");

    /// <summary>How many cells can be walked on.</summary>
    public int FreeCells => Rows.Sum(static r => r.Count(static c => c is '.' or 'G' or 'S'));
}
