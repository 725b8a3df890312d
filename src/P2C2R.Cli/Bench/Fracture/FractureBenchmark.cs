using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Cli.Bench.Fracture;

/// <summary>Voronoi cells of random sites in a box on one thread, beside voro++, in turns, the same sites: volumes only, and with faces and neighbours.</summary>
/// <param name="Sites">How many.</param>
/// <param name="Rounds">Turns of each; the least time counts.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record FractureBenchmark(int Sites, int Rounds, string? Folder, bool Json)
{
    // Until the runtime has compiled what is hot.
    private const int WarmUps = 4;
    private const int RivalRounds = 2;

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        var sites = Enumerable.Range(0, Sites).Select(static i => new GridPoint(Part(i, 0), Part(i, 1), Part(i, 2))).Distinct().ToArray();
        var file = Path.Combine(disk.Folder, "sites");
        File.WriteAllLines(file, sites.Select(static s => string.Create(CultureInfo.InvariantCulture, $"{s.X / (double)GridPoint.Most:R} {s.Y / (double)GridPoint.Most:R} {s.Z / (double)GridPoint.Most:R}")));
        var rival = Voro.Compile(disk.Folder);
        var report = new JsonObject { ["sites"] = sites.Length };
        foreach (var faces in (bool[])[false, true])
        {
            for (var i = 0; i < WarmUps; i++) Measure(sites, faces);
            var (own, theirs) = ((Seconds: double.MaxValue, Volume: 0.0, Faces: 0L), (Seconds: double.MaxValue, Volume: 0.0, Faces: 0L));
            for (var round = 0; round < Rounds; round++)
            {
                stop.ThrowIfCancellationRequested();
                var mine = Measure(sites, faces);
                if (mine.Seconds < own.Seconds) own = mine;
                if (rival?.Measure(file, RivalRounds, faces) is { } voro && voro.Seconds < theirs.Seconds) theirs = voro;
            }

            report[faces ? "with_faces" : "volumes"] = Report(sites.Length, own, rival is null ? null : theirs);
        }

        Print(report);
        return Task.FromResult(ExitCodes.Done);
    }

    private static int Part(int site, int part) => (int)CounterRandom.Below(GridPoint.Most, 1, site, part);

    private static (double Seconds, double Volume, long Faces) Measure(GridPoint[] sites, bool faces)
    {
        var (planes, starts, corners) = (new int[1000], new int[1000], new int[6000]);
        var start = Stopwatch.GetTimestamp();
        var finder = new CellFinder(new SiteGrid(sites), default, new(GridPoint.Most, GridPoint.Most, GridPoint.Most));
        var (volume, count, neighbours) = (0.0, 0L, 0L);
        for (var i = 0; i < sites.Length; i++)
        {
            finder.Find(i);
            volume += finder.Cell.Volume();
            if (!faces) continue;
            var found = finder.Cell.Faces(planes, starts, corners);
            for (var f = 0; f < found; f++) neighbours += finder.Cell.Plane(planes[f]).Tag;
            count += found;
        }

        GC.KeepAlive(neighbours);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (seconds, volume / ((double)GridPoint.Most * GridPoint.Most * GridPoint.Most), count);
    }

    private static JsonObject Report(int sites, (double Seconds, double Volume, long Faces) own, (double Seconds, double Volume, long Faces)? rival)
    {
        var json = new JsonObject { ["cells_per_s"] = Math.Round(sites / own.Seconds), ["volume"] = own.Volume, ["faces"] = own.Faces };
        if (rival is not { } theirs) return json;
        json["voro_cells_per_s"] = Math.Round(sites / theirs.Seconds);
        json["voro_volume"] = theirs.Volume;
        json["voro_faces"] = theirs.Faces;
        json["ratio"] = Math.Round(theirs.Seconds / own.Seconds, 3);
        return json;
    }

    private void Print(JsonObject report)
    {
        if (Json)
        {
            Console.WriteLine(report.ToJsonString());
            return;
        }

        Console.WriteLine($"{report["sites"]} random sites in a box, one thread, cells a second:");
        foreach (var name in (string[])["volumes", "with_faces"])
        {
            var r = report[name]!;
            Console.WriteLine(r["ratio"] is null ? $"  {name,-12} {r["cells_per_s"],10}   (no voro++ here: apt-get install voro++-dev g++)" : $"  {name,-12} {r["cells_per_s"],10}   voro++ {r["voro_cells_per_s"],10}   {r["ratio"]} x");
        }
    }
}
