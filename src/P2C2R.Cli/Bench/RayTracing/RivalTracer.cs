using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace P2C2R.Cli.Bench.RayTracing;

/// <summary>Another program that traces, and obeys the lines that bench/raytracing/embree.cpp describes.</summary>
internal sealed class RivalTracer : IRayTracer
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ChildProcess _process;
    private readonly string _answers;
    private readonly bool _hasPackets;

    private RivalTracer(string name, ChildProcess process, string answers, bool hasPackets) => (Name, _process, _answers, _hasPackets) = (name, process, answers, hasPackets);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Compiles the program on Embree; null where compiler, library or source aren't here.</summary>
    /// <param name="folder">Receives it.</param>
    public static string? CompileEmbree(string folder) =>
        CompiledProgram.Compile("raytracing/embree.cpp", folder, "/usr/include/embree3", ["-O2", "-march=native"], ["-lembree3", "-pthread"])?.Path;

    /// <summary>Starts the program on Embree.</summary>
    public static async Task<RivalTracer> StartEmbreeAsync(string program, string scene, int threads)
        => new("Embree", await StartAsync([program, scene, $"{threads}"]), scene + $".embree{threads}", true);

    /// <summary>Starts npm three-mesh-bvh; null where it isn't installed.</summary>
    public static async Task<RivalTracer?> StartScriptAsync(string scene)
        => NodeScripts.Find("three-mesh-bvh") is { } scripts ? new("three-mesh-bvh", await StartAsync(scripts.Command("rays.mjs", scene)), scene + ".script", false) : null;

    /// <inheritdoc/>
    public Task<double> BuildAsync(int times) => AskAsync($"build {times}");

    /// <inheritdoc/>
    public async Task<double> TraceAsync(RaySet set, double seconds)
        => set.Way == "packets" && !_hasPackets ? double.NaN : await AskAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{set.Way} {set.Number} {seconds}"));

    /// <inheritdoc/>
    public async Task<(int Triangle, float Distance)[]> HitsAsync(RaySet set)
    {
        await AskAsync($"{(set.IsShadow ? "blocked" : "hits")} {set.Number} {_answers}");
        var bytes = await File.ReadAllBytesAsync(_answers);
        return [.. Enumerable.Range(0, bytes.Length / 8).Select(i => (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8 * i)), BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan((8 * i) + 4))))];
    }

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private static Task<ChildProcess> StartAsync(IReadOnlyList<string> command) => ChildProcess.StartServantAsync(command, new Dictionary<string, string>(), Patience);

    private async Task<double> AskAsync(string line) => (double)JsonNode.Parse(await _process.AskAsync(line, Patience))!["value"]!;
}
