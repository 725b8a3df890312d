using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Navmesh;

/// <summary>Building a navigation mesh in one tile on one thread, beside librecast in one piece, in turns; and what both cover, cell by cell.</summary>
/// <param name="Mesh">An .obj file.</param>
/// <param name="Rounds">Turns of each.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record NavmeshBenchmark(string Mesh, int Rounds, string? Folder, bool Json)
{
    private const int BuildsPerRound = 10;

    // Until the runtime has compiled what is hot.
    private const int WarmUps = 60;

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        var path = Path.GetFullPath(Mesh);
        var document = $$"""{"mesh":"{{Path.GetFileName(path)}}","cell_size":0.3,"cell_height":0.2,"agent_radius":0.6,"agent_height":2.0,"agent_climb":0.9,"agent_slope":45,"tile_size":1024}""";
        var kernel = KernelCatalog.Newest(Kinds.Pathfinding)!;
        var plan = kernel.Plan(Encoding.UTF8.GetBytes(document), new FolderFiles(Path.GetDirectoryName(path)!));
        var rival = Librecast.Compile(disk.Folder);
        var dump = Path.Combine(disk.Folder, "dump");
        for (var i = 0; i < WarmUps; i++) Build(kernel, plan, stop);
        var own = new List<double>();
        var theirs = new List<(double MedianMs, double LeastMs, int Polygons)>();
        for (var round = 0; round < Rounds; round++)
        {
            if (rival is not null) theirs.Add(rival.Build(path, BuildsPerRound, dump));
            for (var i = 0; i < BuildsPerRound; i++)
            {
                var start = Stopwatch.GetTimestamp();
                Build(kernel, plan, stop);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        var shape = MeshShape.Read(Build(kernel, plan, stop));
        Print(Report(own, shape, theirs, rival is null ? null : Librecast.ReadDump(dump)));
        return Task.FromResult(ExitCodes.Done);
    }

    /// <summary>All slices one after the other on this thread, as a worker process executes them; the mesh is the last one's answer.</summary>
    private static byte[] Build(IKernel kernel, TaskPlan plan, CancellationToken stop)
    {
        var outputs = new List<SliceData>();
        foreach (var slice in plan.Slices)
        {
            using var output = new SliceOutputStream();
            var executed = SliceExecutor.Execute(kernel, new SliceExecution
            {
                Input = slice.Input,
                Blobs = [.. slice.Blobs.Select(hash => new SliceData(hash, plan.Blobs[hash]))],
                Dependencies = [.. slice.DependsOn.Select(d => outputs[d])],
                Output = output,
                MaxUnits = slice.MaxUnits,
                Cancellation = stop,
            }, output);
            if (executed.Failure is { } failure) throw new IOException(failure.Reason);
            outputs.Add(new SliceData(executed.Hash, output.Memory[..^OutputTrailer.Size].ToArray()));
        }

        return outputs[^1].Bytes.ToArray();
    }

    private static JsonObject Report(List<double> own, MeshShape shape, List<(double MedianMs, double LeastMs, int Polygons)> theirs, (ILookup<(int X, int Z), int> Places, MeshShape Shape)? dump)
    {
        var report = new JsonObject { ["median_ms"] = Math.Round(Score.Median(own), 2), ["least_ms"] = Math.Round(own.Min(), 2), ["polygons"] = shape.Polygons.Count };
        if (dump is not var (places, rival)) return report;
        var median = Score.Median(theirs.Select(static t => t.MedianMs));
        report["librecast_median_ms"] = Math.Round(median, 2);
        report["librecast_least_ms"] = Math.Round(theirs.Min(static t => t.LeastMs), 2);
        report["librecast_polygons"] = theirs[0].Polygons;
        report["ratio"] = Math.Round(Score.Median(own) / median, 3);
        var (ours, others) = (shape.Covered(places, out var elsewhere), rival.Covered(places, out var rivalElsewhere));
        report["places"] = places.Sum(static p => p.Count());
        report["covered"] = ours.Count;
        report["librecast_covered"] = others.Count;
        report["covered_by_both"] = ours.Count(others.Contains);
        report["elsewhere"] = elsewhere;
        report["librecast_elsewhere"] = rivalElsewhere;
        return report;
    }

    private void Print(JsonObject report)
    {
        if (Json)
        {
            Console.WriteLine(report.ToJsonString());
            return;
        }

        Console.WriteLine($"P2C2R      {report["median_ms"]} ms (least {report["least_ms"]}), {report["polygons"]} polygons");
        if (report["ratio"] is null)
        {
            Console.WriteLine("librecast  not here: apt-get install librecast-dev g++; bench/README.md says more");
            return;
        }

        Console.WriteLine($"librecast  {report["librecast_median_ms"]} ms (least {report["librecast_least_ms"]}), {report["librecast_polygons"]} polygons");
        Console.WriteLine($"ratio      {report["ratio"]} (P2C2R / librecast)");
        Console.WriteLine($"of {report["places"]} cells where an agent's middle can be: {report["covered"]} under polygons of P2C2R, {report["librecast_covered"]} of librecast, {report["covered_by_both"]} of both");
        Console.WriteLine($"cells under polygons where it can't: {report["elsewhere"]} of P2C2R, {report["librecast_elsewhere"]} of librecast");
    }
}
