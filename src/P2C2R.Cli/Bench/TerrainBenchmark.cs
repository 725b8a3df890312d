using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench;

/// <summary>
/// Heights from noise on one thread, in turns with npm simplex-noise: the same size and octaves. Ours are the slices of a terrain without
/// erosion that make its 16-bit heights, with all that a peer does for them but the transport: rounding, writing, hashing.
/// </summary>
/// <param name="Size">Cells on a side.</param>
/// <param name="Octaves">Octaves of noise.</param>
/// <param name="Rounds">How often each has its turn.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record TerrainBenchmark(int Size, int Octaves, int Rounds, bool Json)
{
    private const int FeatureSize = 512;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private double Samples => (double)Size * Size * Octaves;

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using var rival = NodeScripts.Find("simplex-noise") is { } scripts
            ? await ChildProcess.StartServantAsync(scripts.Command("noise.mjs"), new Dictionary<string, string>())
            : null;
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            stop.ThrowIfCancellationRequested();
            var seconds = Generate();
            var rivalSeconds = rival is null ? 0 : (double)JsonNode.Parse(await rival.AskAsync($"{Size} {Octaves} {FeatureSize}", Patience))!["seconds"]!;

            // The first round is for the compilers.
            if (round < 0) continue;
            ours.Add(seconds);
            if (rival is not null) theirs.Add(rivalSeconds);
        }

        Report(Score.Median(ours), rival is null ? null : Score.Median(theirs));
        return ExitCodes.Done;
    }

    private double Generate()
    {
        var kernel = KernelCatalog.Newest(Kinds.ProceduralGeneration)!;
        var document = $$$"""{"generator":"terrain","width":{{{Size}}},"height":{{{Size}}},"noise":{"kind":"fractal","feature_size":{{{FeatureSize}}},"octaves":{{{Octaves}}}},"erosion":{"rounds":0,"thermal_steps":0}}""";
        var slices = kernel.Plan(Encoding.UTF8.GetBytes(document), new FolderFiles(AppContext.BaseDirectory)).Slices.Where(static s => s.DependsOn.Count == 0).ToList();
        var clock = Stopwatch.StartNew();
        foreach (var slice in slices)
        {
            using var output = new SliceOutputStream();
            var executed = SliceExecutor.Execute(kernel, new SliceExecution { Input = slice.Input, Output = output, MaxUnits = slice.MaxUnits }, output);
            if (executed.Failure is { } failure) throw new IOException(failure.Reason);
        }

        return clock.Elapsed.TotalSeconds;
    }

    private void Report(double ours, double? theirs)
    {
        if (Json)
        {
            Console.WriteLine(new JsonObject
            {
                ["size"] = Size,
                ["octaves"] = Octaves,
                ["samples_per_second"] = Samples / ours,
                ["simplex_noise_samples_per_second"] = theirs is { } rival ? Samples / rival : null,
                ["ratio"] = theirs / ours,
            }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
            return;
        }

        Console.WriteLine($"{Size} x {Size} heights of {Octaves} octaves, one thread, median of {Rounds} rounds");
        Console.WriteLine(Line("terrain, hashing included", ours));
        if (theirs is not { } seconds)
        {
            Console.WriteLine("npm simplex-noise: not installed; bench/README.md says how to get it");
            return;
        }

        Console.WriteLine(Line("npm simplex-noise", seconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio {seconds / ours:0.0} x"));
    }

    private string Line(string name, double seconds) => string.Create(CultureInfo.InvariantCulture, $"  {name,-26} {seconds * 1000,9:N0} ms   {Samples / seconds / 1e6,8:N0} million samples/s");
}
