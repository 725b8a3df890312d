using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Dialogue.Models.Files;
using P2C2R.Kernels.Dialogue.Models.Generation;
using P2C2R.Kernels.Dialogue.Models.Inference;
using P2C2R.Kernels.Dialogue.Models.Weights;

namespace P2C2R.Cli.Bench.Models;

/// <summary>
/// Language models: tokens a second of a checkpoint beside plain C builds of the same mathematics, and gigabytes of weights a second of large models of random weights
/// beside the machine's memory bandwidth. In turns, in one run. On one thread by processor time, so that a busy machine doesn't count.
/// </summary>
/// <param name="Checkpoint">A llama2.c checkpoint; null leaves that part out.</param>
/// <param name="Parameters">Millions of weights of the random models.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Rounds">How often each has its turn.</param>
/// <param name="Seconds">Seconds of a turn.</param>
/// <param name="Json">Whether to print for machines.</param>
internal sealed record ModelBenchmark(string? Checkpoint, int Parameters, int Threads, int Rounds, double Seconds, bool Json)
{
    private readonly JsonObject _report = [];

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (Checkpoint is not null) await MeasureCheckpointAsync(Checkpoint, stop);
        if (Parameters > 0) MeasureRandomModels(stop);
        if (Json) Console.WriteLine(_report.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return ExitCodes.Done;
    }

    private async Task MeasureCheckpointAsync(string path, CancellationToken stop)
    {
        var weights = CheckpointReader.Read(await File.ReadAllBytesAsync(path, stop), stop);
        using var rivals = await PlainBuilds.MakeAsync(stop);
        var scores = new SortedDictionary<string, List<double>>(StringComparer.Ordinal);
        for (var round = -1; round < Rounds; round++)
        {
            Note(scores, "p2c2r", GenerateText(weights, stop), round);
            foreach (var (name, program) in rivals.Programs) Note(scores, name, await PlainBuilds.RunAsync(program, path, Seconds, stop), round);
        }

        var ours = Score.Median(scores["p2c2r"]);
        Say($"{Path.GetFileName(path)}, greedy, one thread, tokens a second of processor time, median of {Rounds} rounds");
        foreach (var (name, values) in scores)
        {
            var value = Score.Median(values);
            _report[$"tokens_per_second {name}"] = value;
            Say(string.Create(CultureInfo.InvariantCulture, $"  {name,-26} {value,10:N0}   p2c2r is {ours / value:0.00} x"));
        }

        if (rivals.Programs.Count == 0) Say("  gcc or bench/model/llama.c is not here: nothing to compare with");
    }

    private static void Note(SortedDictionary<string, List<double>> scores, string name, double value, int round)
    {
        // The first round is for the compiler.
        if (round < 0) return;
        if (!scores.TryGetValue(name, out var values)) scores.Add(name, values = []);
        values.Add(value);
    }

    // The context from the token 1 on, again and again, as the C program does it.
    private double GenerateText(ModelWeights weights, CancellationToken stop)
    {
        var context = weights.Shape.Context;
        var transformer = new Transformer(weights, 1, context, new WorkShare(1, stop));
        var memory = new TokenMemory(weights.Shape, context);
        var steps = new TokenStep[1];
        var wanted = new[] { 0 };
        var (tokens, start) = (0, ProcessorSeconds());
        while (ProcessorSeconds() - start < Seconds)
        {
            var token = 1;
            for (var position = 0; position < context; position++, tokens++)
            {
                steps[0] = new TokenStep(memory, token, position);
                transformer.Compute(steps, wanted);
                token = Sampler.FindBest(transformer.Logits(0));
            }
        }

        return tokens / (ProcessorSeconds() - start);
    }

    private void MeasureRandomModels(CancellationToken stop)
    {
        foreach (var type in (WeightType[])[WeightType.Q8, WeightType.Q4])
        {
            var (dimension, hidden, vocabulary) = (2048, 5632, 32_000);
            var perLayer = (2L * dimension * dimension) + (dimension * dimension / 2) + (3L * dimension * hidden);
            var layers = (int)Math.Max(1, ((Parameters * 1_000_000L) - ((long)dimension * vocabulary)) / perLayer);
            var file = new MemoryStream();
            new RandomModel(dimension, hidden, layers, 32, 8, vocabulary, 512, type, 1).Write(file);
            var weights = GgufModelReader.Read(GgufFile.Read(file.GetBuffer().AsMemory(0, (int)file.Length)), stop);
            MeasureRandomModel(type, weights, stop);
        }
    }

    private void MeasureRandomModel(WeightType type, ModelWeights weights, CancellationToken stop)
    {
        Func<double> clock = Threads == 1 ? ProcessorSeconds : WallSeconds;
        var (ours, machine) = (new List<double>(), new List<double>());
        for (var round = -1; round < Rounds; round++)
        {
            var bandwidth = MemoryBandwidth.Measure(Threads, clock);
            var speed = ReadWeights(weights, clock, stop);
            if (round < 0) continue;
            machine.Add(bandwidth);
            ours.Add(speed);
        }

        var (rate, limit) = (Score.Median(ours) / 1e9, Score.Median(machine) / 1e9);
        var name = $"{type}_0";
        _report[$"gigabytes_per_second {name}"] = rate;
        _report[$"memory_gigabytes_per_second {name}"] = limit;
        _report[$"megabytes {name}"] = weights.BytesPerToken / 1e6;
        Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {weights.Shape.WeightsPerToken / 1e6:N0} million random weights, {weights.BytesPerToken / 1e6:N0} MB, batch of one, {Threads} thread(s)"));
        Say(string.Create(CultureInfo.InvariantCulture, $"  {rate:0.0} GB/s of weights, {rate * 1e9 / weights.BytesPerToken:0.0} tokens/s; memory reads {limit:0.0} GB/s: {rate / limit:P0}"));
    }

    private double ReadWeights(ModelWeights weights, Func<double> clock, CancellationToken stop)
    {
        var transformer = new Transformer(weights, 1, 64, new WorkShare(Threads, stop));
        var memory = new TokenMemory(weights.Shape, 64);
        var (tokens, start) = (0, clock());
        for (; clock() - start < Seconds && tokens < 64; tokens++) transformer.Compute([new TokenStep(memory, tokens, tokens)], [0]);
        return tokens * weights.BytesPerToken / (clock() - start);
    }

    private static double ProcessorSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static double WallSeconds() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    private void Say(string line)
    {
        if (!Json) Console.WriteLine(line);
    }
}
