using System.Globalization;
using System.Text.Json.Nodes;
using P2C2R.Client;
using P2C2R.Kernels.Meshes;

namespace P2C2R.Cli.Bench.RayTracing;

/// <summary>Building a hierarchy and tracing rays through it, beside Embree and npm three-mesh-bvh, in turns, with the same rays; and whether all hit the same.</summary>
/// <param name="Data">The folder with meshes/dungeon.obj and gltf/FlightHelmet.</param>
/// <param name="Rounds">Turns of each.</param>
/// <param name="Seconds">How long a turn traces.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record RayTracingBenchmark(string Data, int Rounds, double Seconds, string? Folder, bool Json)
{
    private const int BuildsPerRound = 11;
    private const string Build = "build, ms";

    // Until the runtime has compiled what is hot.
    private const double WarmUpSeconds = 0.7;

    private readonly JsonArray _report = [];

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        var embree = RivalTracer.CompileEmbree(disk.Folder);
        if (embree is null) Console.Error.WriteLine("Embree is not here: apt-get install libembree-dev g++; bench/README.md says more");
        foreach (var (folder, file, isInside) in new[] { ("meshes", "dungeon.obj", true), ("gltf/FlightHelmet", "FlightHelmet.gltf", false) })
        {
            var mesh = MeshFile.Read(file, new FolderFiles(Path.Combine(Data, folder)));
            var scene = BenchScene.Make(file, mesh, isInside);
            var path = Path.Combine(disk.Folder, file + ".scene");
            scene.Write(path);
            foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct()) await CompareAsync(scene, path, embree, threads, stop);
        }

        if (Json) Console.WriteLine(_report.ToJsonString());
        return ExitCodes.Done;
    }

    private async Task CompareAsync(BenchScene scene, string path, string? embree, int threads, CancellationToken stop)
    {
        var tracers = new List<IRayTracer> { new OwnTracer(scene, threads) };
        try
        {
            if (embree is not null) tracers.Add(await RivalTracer.StartEmbreeAsync(embree, path, threads));
            if (threads == 1 && await RivalTracer.StartScriptAsync(path) is { } script) tracers.Add(script);
            Say($"{scene.Name}: {scene.Mesh.TriangleCount:N0} triangles, {threads} thread{(threads == 1 ? "" : "s")}");
            if (threads == 1) await CompareHitsAsync(scene, tracers);
            Print(scene, threads, Build, tracers, await MeasureAsync(tracers, static t => t.BuildAsync(BuildsPerRound), static t => t.BuildAsync(BuildsPerRound * 8), stop));
            foreach (var set in scene.Sets) Print(scene, threads, set.Name, tracers, await MeasureAsync(tracers, t => t.TraceAsync(set, Seconds), t => t.TraceAsync(set, WarmUpSeconds), stop));
        }
        finally
        {
            foreach (var tracer in tracers) tracer.Dispose();
        }
    }

    private async Task<List<double>> MeasureAsync(List<IRayTracer> tracers, Func<IRayTracer, Task<double>> measure, Func<IRayTracer, Task<double>> warmUp, CancellationToken stop)
    {
        var values = tracers.ConvertAll(static _ => new List<double>());
        await warmUp(tracers[0]);
        for (var round = 0; round < Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < tracers.Count; i++) values[i].Add(await measure(tracers[i]));
        }

        return values.ConvertAll(Score.Median);
    }

    private void Print(BenchScene scene, int threads, string what, List<IRayTracer> tracers, List<double> values)
    {
        var isTime = what == Build;
        var entry = new JsonObject { ["scene"] = scene.Name, ["threads"] = threads, ["what"] = what };
        var line = string.Create(CultureInfo.InvariantCulture, $"  {what + (isTime ? "" : ", Mrays/s"),-32}");
        for (var i = 0; i < tracers.Count; i++)
        {
            if (double.IsNaN(values[i])) continue;
            entry[tracers[i].Name] = Math.Round(values[i], 3);
            var ratio = isTime ? values[i] / values[0] : values[0] / values[i];
            line += string.Create(CultureInfo.InvariantCulture, $" {tracers[i].Name} {values[i],8:F2}") + (i == 0 ? "  " : string.Create(CultureInfo.InvariantCulture, $" ({ratio:F2} x)  "));
        }

        _report.Add(entry);
        Say(line);
    }

    /// <summary>Where rays go through the edge of two triangles, or two lie in each other, others may name the other one: these are counted apart.</summary>
    private async Task CompareHitsAsync(BenchScene scene, List<IRayTracer> tracers)
    {
        foreach (var set in scene.Sets)
        {
            var own = await tracers[0].HitsAsync(set);
            foreach (var rival in tracers.Skip(1))
            {
                if (set.Way == "packets") continue;
                var theirs = await rival.HitsAsync(set);
                var (missed, other, elsewhere) = (0, 0, 0);
                for (var i = 0; i < own.Length; i++)
                {
                    if (own[i].Triangle == theirs[i].Triangle) continue;
                    if (set.IsShadow || own[i].Triangle < 0 || theirs[i].Triangle < 0) missed++;
                    else if (Math.Abs(own[i].Distance - theirs[i].Distance) <= 1e-4f * own[i].Distance) other++;
                    else elsewhere++;
                }

                Say($"  {set.Name}: of {own.Length:N0} rays {own.Count(h => h.Triangle >= (set.IsShadow ? 1 : 0)):N0} hit; beside {rival.Name} {missed} hit in one only, {other} another triangle in the same place, {elsewhere} elsewhere");
                _report.Add(new JsonObject { ["scene"] = scene.Name, ["what"] = set.Name, ["beside"] = rival.Name, ["rays"] = own.Length, ["one_only"] = missed, ["same_place"] = other, ["elsewhere"] = elsewhere });
            }
        }
    }

    private void Say(string line)
    {
        if (!Json) Console.WriteLine(line);
    }
}
