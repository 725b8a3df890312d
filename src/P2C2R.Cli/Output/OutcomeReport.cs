using System.Text.Json.Nodes;
using P2C2R.Client;
using P2C2R.Kernels;

namespace P2C2R.Cli.Output;

/// <summary>A task's outcome as files, text and JSON: the same for the grid and for this machine.</summary>
/// <param name="outcome">What became of it.</param>
internal sealed class OutcomeReport(TaskOutcome outcome)
{
    /// <summary>The name of the canonical output's file, of which <c>output_sha256</c> is the hash.</summary>
    public const string CanonicalFile = "output.bin";

    private Presentation? _presentation;

    /// <summary>What became of the task.</summary>
    public TaskOutcome Outcome => outcome;

    private bool IsSimulation => outcome.Kernel.Kind.StartsWith("physics_", StringComparison.Ordinal);

    /// <summary>Writes the result's files; nothing where there is no output.</summary>
    public void WriteFiles(string directory)
    {
        if (!outcome.Succeeded) return;
        _presentation = outcome.Present(directory);
        Files = [.. _presentation.Files, CanonicalFile];
        using var file = File.Create(Path.Combine(directory, CanonicalFile));
        outcome.Output!.Position = 0;
        outcome.Output.CopyTo(file);
    }

    /// <summary>Lines and figures without files: a kind finds them while it makes its files, which are thrown away.</summary>
    public void Summarize()
    {
        if (!outcome.Succeeded) return;
        var folder = Directory.CreateTempSubdirectory("p2c2r-");
        try
        {
            _presentation = outcome.Present(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The lines for people, without files.</summary>
    public IReadOnlyList<string> Lines => _presentation?.Lines ?? [];

    /// <summary>Names of the files written.</summary>
    public IReadOnlyList<string> Files { get; private set; } = [];

    /// <summary>Everything, for machines.</summary>
    public JsonObject ToJson(string? directory)
    {
        var json = new JsonObject
        {
            ["task"] = outcome.Task,
            ["kind"] = outcome.Kernel.Kind,
            ["version"] = outcome.Kernel.Version,
            ["state"] = Figures.Name(outcome.State),
            ["error"] = Figures.Name(outcome.Error),
            ["message"] = outcome.Message,
            ["output_sha256"] = outcome.Succeeded ? outcome.OutputHash.ToString() : null,
            ["output_bytes"] = outcome.Output?.Length,
            ["work_units"] = outcome.WorkUnits,
            ["slices"] = outcome.SliceCount,
            ["cached_slices"] = outcome.CachedSlices,
            ["cached"] = outcome.Cached,
            ["computed_locally"] = outcome.ComputedLocally,
            ["cost_nano_dollars"] = outcome.Cost.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["data_cost_nano_dollars"] = outcome.DataCost.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["data_bytes"] = outcome.DataBytes,
            ["ledger"] = Figures.Name(outcome.Ledger),
            ["latency_ms"] = Math.Round(outcome.Latency.TotalMilliseconds, 3),
            ["processing_ms"] = Math.Round(outcome.ComputeMs, 3),
        };
        if (outcome.Times is { } times) AddTimes(json, times);
        if (_presentation is null) return json;
        if (directory is not null)
        {
            json["directory"] = directory;
            json["files"] = new JsonArray([.. Files.Select(static f => (JsonNode)f)]);
        }

        json["figures"] = _presentation.Figures.DeepClone();
        if (outcome.Times is not null) RaiseFigures(json);
        if (outcome.Times is not null && TracesRays)
        {
            json["mrays_per_s"] = Math.Round(MegaraysPerSecond(outcome.Times), 3);
            json["build_ms"] = Math.Round(outcome.Times.PreprocessMs, 3);
        }

        return json;
    }

    private bool TracesRays => _presentation?.Figures.ContainsKey("rays_traced") == true;

    /// <summary>Of what was traced in this run, by all threads together, after the scene was prepared.</summary>
    private double MegaraysPerSecond(WorkTimes times) => outcome.WorkUnits / Math.Max(1e-3, outcome.ComputeMs - times.PreprocessMs) / 1000;

    private void AddTimes(JsonObject json, WorkTimes times)
    {
        // An item of a simulation is a step.
        if (IsSimulation && times.Items > 0) json["ms_per_step"] = Math.Round(times.MeanUs / 1000, 4);
        if (times.PreprocessMs > 0) json["preprocess_ms"] = Math.Round(times.PreprocessMs, 3);
        if (times.Items == 0) return;
        json["mean_us"] = Math.Round(times.MeanUs, 3);
        json["p99_us"] = Math.Round(times.P99Us, 3);
        json["preprocess_ms"] = Math.Round(times.PreprocessMs, 3);
    }

    /// <summary>What was measured here stands beside what was counted: the kind's figures once more, at the top.</summary>
    private void RaiseFigures(JsonObject json)
    {
        foreach (var (name, value) in _presentation!.Figures)
        {
            if (!json.ContainsKey(name)) json[name] = value?.DeepClone();
        }
    }

    /// <summary>The summary for people.</summary>
    public void WriteText(TextWriter writer, string? directory)
    {
        if (!outcome.Succeeded)
        {
            writer.WriteLine($"{outcome.Kernel.Kind}: {Figures.Name(outcome.Error)}: {outcome.Message}");
            return;
        }

        var where = outcome.ComputedLocally ? "on this machine" : outcome.Cached ? "from the cache" : "on the grid";
        writer.WriteLine($"{outcome.Kernel}: done {where} in {Figures.Time(outcome.Latency.TotalMilliseconds)}");
        foreach (var line in Lines) writer.WriteLine($"  {line}");
        if (IsSimulation && outcome.Times is { Items: > 0 } steps) writer.WriteLine($"  {steps.Items} steps in {Figures.Time(steps.MeanUs / 1000)} each");
        else if (outcome.Times is { Items: > 0 } times) writer.WriteLine($"  {times.Items} answered in {times.MeanUs:0.0} us each, 99 of 100 within {times.P99Us:0.0} us{(times.PreprocessMs > 0 ? $", prepared in {Figures.Time(times.PreprocessMs)}" : "")}");
        if (outcome.Times is { } built && TracesRays) writer.WriteLine($"  {MegaraysPerSecond(built):0.00} million rays a second, the scene prepared in {Figures.Time(built.PreprocessMs)}");
        writer.WriteLine($"  task           {outcome.Task}");
        writer.WriteLine($"  output_sha256  {outcome.OutputHash}");
        writer.WriteLine($"  work units     {outcome.WorkUnits}");
        writer.WriteLine($"  processing     {Figures.Time(outcome.ComputeMs)} in {outcome.SliceCount} slices, {outcome.CachedSlices} of them cached");
        writer.WriteLine($"  cost           {Figures.Cost(outcome)}");
        if (directory is not null) writer.WriteLine($"  files          {Path.GetFullPath(directory)}: {string.Join(", ", Files)}");
    }
}
