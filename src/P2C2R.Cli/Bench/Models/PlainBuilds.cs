using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace P2C2R.Cli.Bench.Models;

/// <summary>bench/model/llama.c as gcc makes it, with and without leave to reorder sums. Nothing where either is missing.</summary>
internal sealed class PlainBuilds : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p2c2r-bench");

    /// <summary>The programs, by how they were made.</summary>
    public SortedDictionary<string, string> Programs { get; } = new(StringComparer.Ordinal);

    /// <summary>Makes them.</summary>
    public static async Task<PlainBuilds> MakeAsync(CancellationToken stop)
    {
        var builds = new PlainBuilds();
        if (CompiledProgram.Find("model/llama.c") is not { } source) return builds;
        foreach (var option in (string[])["-O3", "-Ofast"])
        {
            var program = Path.Combine(builds._folder.FullName, $"llama{option}");
            if (await RunAsync("gcc", [option, "-march=native", "-o", program, source, "-lm"], stop) is not null) builds.Programs.Add($"gcc {option} -march=native", program);
        }

        return builds;
    }

    /// <summary>Tokens a second of one of them.</summary>
    public static async Task<double> RunAsync(string program, string checkpoint, double seconds, CancellationToken stop)
    {
        var answer = await RunAsync(program, [checkpoint, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)], stop) ?? throw new IOException($"{program} failed");
        return (double)JsonNode.Parse(answer)!["tokens_per_second"]!;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string?> RunAsync(string program, IEnumerable<string> arguments, CancellationToken stop)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
