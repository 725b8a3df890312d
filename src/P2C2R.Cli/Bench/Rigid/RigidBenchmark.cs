using System.Diagnostics;
using System.Text.Json.Nodes;
using P2C2R.Cli.Output;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Cli.Bench.Rigid;

/// <summary>Steps of a pyramid, a lattice and a pile of hulls, beside engines in WebAssembly and Bullet, one after the other.</summary>
/// <param name="Steps">Steps of each.</param>
/// <param name="Scenes">Whose names begin with one of these; all where there is none.</param>
/// <param name="Folder">Where to store, or null for artifacts/.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record RigidBenchmark(int Steps, IReadOnlyList<string> Scenes, string? Folder, bool Json)
{
    private static readonly (string Name, string Package)[] Scripts =
    [
        ("rapier-simd", "@dimforge/rapier3d-simd-compat"), ("rapier", "@dimforge/rapier3d-compat"), ("jolt", "jolt-physics"),
    ];

    /// <summary>Runs it.</summary>
    public Task<int> RunAsync(CancellationToken stop)
    {
        using var disk = Disk.Open(Folder);
        var bullet = BulletProgram.Compile(disk.Folder);

        // Until the runtime has compiled what is hot.
        foreach (var scene in (RigidScene[])[RigidScene.Pyramid(20), RigidScene.Hulls(200)]) Step(scene, 1, 200, stop);
        var all = new JsonArray();
        foreach (var scene in (RigidScene[])[RigidScene.Pyramid(100), RigidScene.Lattice(20), RigidScene.Hulls(4000)])
        {
            if (Scenes.Count > 0 && !Scenes.Any(s => scene.Name.StartsWith(s, StringComparison.Ordinal))) continue;
            var results = Measure(scene, disk.Folder, bullet, stop);
            var report = new JsonObject { ["scene"] = scene.Name, ["steps"] = Steps, ["contenders"] = new JsonArray([.. results.Select(r => (JsonNode)r.ToJson(results[0].Ms))]) };
            all.Add(report);
            if (!Json) Print(scene, results);
        }

        if (Json) Console.WriteLine(Figures.Write(all));
        return Task.FromResult(ExitCodes.Done);
    }

    private List<RigidResult> Measure(RigidScene scene, string folder, BulletProgram? bullet, CancellationToken stop)
    {
        var text = Path.Combine(folder, "scene.txt");
        File.WriteAllText(text, scene.ToText());
        var results = new List<RigidResult> { Step(scene, 1, Steps, stop) };
        if (Environment.ProcessorCount > 1) results.Add(Step(scene, Environment.ProcessorCount, Steps, stop));
        foreach (var (name, package) in Scripts)
        {
            if (NodeScripts.Find(package) is not { } scripts) continue;
            var command = scripts.Command("rigid.mjs", name, text, $"{Steps}");
            results.Add(RigidResult.Read(name, CompiledProgram.RunCommand(command[0], command.Skip(1))));
        }

        if (bullet is not null) results.Add(bullet.Step(text, Steps));
        return results;
    }

    private static RigidResult Step(RigidScene scene, int threads, int steps, CancellationToken stop)
    {
        using var world = scene.ToWorld(threads);
        double total = 0, late = 0;
        for (var i = 0; i < steps; i++)
        {
            var start = Stopwatch.GetTimestamp();
            world.Step(stop);
            var ms = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            total += ms;
            if (i >= steps / 2) late += ms;
        }

        var starts = scene.Starts;
        var last = starts.Count - 1;
        var (mean, greatest) = Overlaps(world);
        return new($"ours, {threads} thread(s)", total / steps, late / (steps - (steps / 2)), starts[last].Y - world.Bodies.Centers[last].Y, Farthest(world, starts)) { MeanOverlap = mean, GreatestOverlap = greatest };
    }

    /// <summary>From body origins, which for hulls aren't their centres of mass.</summary>
    private static double Farthest(RigidWorld world, IReadOnlyList<Kernels.Numerics.Float3> starts) =>
        Enumerable.Range(0, starts.Count).Max(b => (world.Bodies.Centers[b] - world.Bodies.Rotations[b].Turn(world.Bodies.LocalCenters[b]) - starts[b]).Length);

    private static (double Mean, double Greatest) Overlaps(RigidWorld world)
    {
        var gaps = Enumerable.Range(0, world.Contacts.Count).Where(c => world.Contacts.Touching[c] != 0)
            .SelectMany(c => Enumerable.Range(0, Manifold.Most).Select(k => world.Contacts.Rows[(c * ContactStore.Row) + ContactStore.Points + (4 * k) + 3]))
            .Where(static g => g < ContactStore.NoPoint).Select(static g => Math.Max(0, -g)).DefaultIfEmpty(0).ToList();
        return (gaps.Average(), gaps.Max());
    }

    private static void Print(RigidScene scene, List<RigidResult> results)
    {
        Console.WriteLine(scene.Name);
        foreach (var r in results)
        {
            var overlap = r.MeanOverlap is { } mean ? FormattableString.Invariant($"; overlap {mean * 1000:0.00} mm on average, {r.GreatestOverlap * 1000:0.0} mm at most") : "";
            Console.WriteLine(FormattableString.Invariant($"  {r.Name,-18} {r.Ms,8:0.00} ms a step ({r.LateMs:0.00} in the second half), {r.Ms / results[0].Ms:0.00} x ours; the last body sank {r.Drop:0.000} m, the farthest got {r.Farthest:0.000} m{overlap}"));
        }
    }
}
