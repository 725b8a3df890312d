using System.Diagnostics;
using System.Text.Json;

namespace P2C2R.Cli.Bench.Fracture;

/// <summary>voro++ (Debian's voro++-dev), in a small program of ours that is compiled here.</summary>
/// <param name="program">The compiled program.</param>
internal sealed class Voro(string program)
{
    /// <summary>Compiles the program of bench/fracture; null where compiler, library or source aren't here.</summary>
    /// <param name="folder">Receives it.</param>
    public static Voro? Compile(string folder)
    {
        if (FindSource() is not { } source || !Directory.Exists("/usr/include/voro++")) return null;
        var program = Path.Combine(folder, "voro");
        try
        {
            Run("g++", ["-O3", "-march=native", source, "-lvoro++", "-o", program]);
            return new Voro(program);
        }
        catch (Exception e) when (e is IOException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Least seconds of some rounds, the sum of volumes, and faces.</summary>
    public (double Seconds, double Volume, long Faces) Measure(string sites, int rounds, bool faces)
    {
        using var answer = JsonDocument.Parse(Run(program, [sites, $"{rounds}", faces ? "faces" : "volumes"]));
        var root = answer.RootElement;
        return (root.GetProperty("seconds").GetDouble(), root.GetProperty("volume").GetDouble(), root.GetProperty("faces").GetInt64());
    }

    private static string Run(string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new IOException($"{command} does not start");
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new IOException($"{command} ended with {process.ExitCode}");
    }

    private static string? FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "bench", "fracture", "voro.cpp");
            if (File.Exists(source)) return source;
        }

        return null;
    }
}
