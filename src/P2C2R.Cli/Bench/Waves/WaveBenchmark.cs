using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Cli.Inputs;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Waves;

/// <summary>Wave function collapse on one thread: the kernel, planning and checking included, beside <see cref="PlainWave"/>, on the same models, in turns. Processor time, so that a busy machine doesn't decide.</summary>
/// <param name="Rounds">Maps of each model and contender.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record WaveBenchmark(int Rounds, bool Json)
{
    private const int MostAttempts = 50;

    private static readonly (string Sample, int Width, int Height)[] Models =
    [
        ("coast", 64, 64), ("coast", 192, 192), ("town", 48, 48), ("town", 128, 128), ("garden", 64, 48),
    ];

    /// <summary>Runs it.</summary>
    public int Run(CancellationToken stop)
    {
        var report = new JsonArray();
        if (!Json) Console.WriteLine($"wave function collapse, one thread, {Rounds} maps each in turns; ms of processor time a map: median (least to most); ratio = plain / kernel");
        foreach (var (sample, width, height) in Models)
        {
            var (document, files) = Read(sample, width, height);
            var rules = PlainRules.Of(document);
            var plain = new PlainWave(rules, width - Margin(document), height - Margin(document), periodic: IsPeriodic(document));
            var (ours, theirs, restarts, failed) = (new List<double>(), new List<double>(), 0, 0);
            for (var round = 0; round <= Rounds; round++)
            {
                stop.ThrowIfCancellationRequested();
                document["seed"] = round;
                var (kernelMs, figures) = RunKernel(document, files, stop);
                if ((int)figures["patterns"]! != rules.Weights.Length) throw new InvalidOperationException($"{sample}: {figures["patterns"]} patterns in the kernel, {rules.Weights.Length} beside it");
                var before = Environment.CpuUsage.TotalTime;
                var attempts = plain.Solve(round, MostAttempts);
                if (round == 0) continue; // The first one also compiles.
                (restarts, failed) = attempts < 0 ? (restarts + MostAttempts, failed + 1) : (restarts + attempts, failed);
                ours.Add(kernelMs);
                theirs.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            }

            Add(report, $"{sample} {width} x {height}", rules.Weights.Length, ours, theirs, restarts, failed);
        }

        if (Json) Console.WriteLine(report.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return ExitCodes.Done;
    }

    private void Add(JsonArray report, string model, int patterns, List<double> ours, List<double> theirs, int restarts, int failed)
    {
        var (kernel, plain) = (Score.Median(ours), Score.Median(theirs));
        report.Add(new JsonObject
        {
            ["model"] = model,
            ["patterns"] = patterns,
            ["kernel_ms"] = kernel,
            ["plain_ms"] = plain,
            ["ratio"] = plain / kernel,
            ["plain_restarts"] = restarts,
            ["plain_failed"] = failed,
        });
        if (Json) return;
        Console.WriteLine($"{model,-18} {patterns,5} patterns   kernel {Spread(ours)}   plain {Spread(theirs)}, {restarts} restarts{(failed > 0 ? $", {failed} without a map" : "")}   ratio {plain / kernel:N1}");
    }

    private static string Spread(List<double> values) => string.Create(CultureInfo.InvariantCulture, $"{Score.Median(values),8:N1} ({values.Min():N1} to {values.Max():N1})");

    private static (JsonNode Document, IInputFiles Files) Read(string sample, int width, int height)
    {
        var path = SampleInputs.Of(Kinds.ProceduralGeneration).FirstOrDefault(p => Path.GetFileNameWithoutExtension(p) == sample) ?? throw new IOException($"the sample {sample}.json is not there");
        var document = JsonNode.Parse(File.ReadAllText(path))!;
        (document["width"], document["height"], document["count"]) = (width, height, 1);
        document.AsObject().Remove("pins");
        return (document, new FolderFiles(Path.GetDirectoryName(path)!));
    }

    private static bool IsPeriodic(JsonNode document) => (bool?)document["periodic"] ?? false;

    private static int Margin(JsonNode document) => document["sample"] is null || IsPeriodic(document) ? 0 : 2;

    private static (double Milliseconds, JsonObject Figures) RunKernel(JsonNode document, IInputFiles files, CancellationToken stop)
    {
        var kernel = KernelCatalog.Newest(Kinds.ProceduralGeneration)!;
        using var canonical = new MemoryStream();
        var before = Environment.CpuUsage.TotalTime;
        var plan = kernel.Plan(Encoding.UTF8.GetBytes(document.ToJsonString()), files);
        var merged = new LocalRun(kernel, plan, threads: 1, cancellation: stop).Run(canonical);
        var milliseconds = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        if (merged.Failure is { } failure) throw new InvalidOperationException(failure.Reason);
        canonical.Position = 0;
        var folder = Directory.CreateTempSubdirectory("p2c2r-bench");
        try
        {
            var figures = kernel.Present(plan, canonical, folder.FullName).Figures;
            return (int)figures["solved"]! == 1 ? (milliseconds, figures) : throw new InvalidOperationException($"seed {document["seed"]}: no map");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
