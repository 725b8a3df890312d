using System.Text.Json;

namespace P2C2R.Cli.Bench.Fracture;

/// <summary>voro++ (Debian's voro++-dev), in a small program of ours that is compiled here.</summary>
/// <param name="program">The compiled program.</param>
internal sealed class Voro(CompiledProgram program)
{
    /// <summary>Compiles the program of bench/fracture; null where compiler, library or source aren't here.</summary>
    /// <param name="folder">Receives it.</param>
    public static Voro? Compile(string folder) =>
        CompiledProgram.Compile("fracture/voro.cpp", folder, "/usr/include/voro++", ["-O3", "-march=native"], ["-lvoro++"]) is { } program ? new Voro(program) : null;

    /// <summary>Least seconds of some rounds, the sum of volumes, and faces.</summary>
    public (double Seconds, double Volume, long Faces) Measure(string sites, int rounds, bool faces)
    {
        using var answer = JsonDocument.Parse(program.Run(sites, $"{rounds}", faces ? "faces" : "volumes"));
        var root = answer.RootElement;
        return (root.GetProperty("seconds").GetDouble(), root.GetProperty("volume").GetDouble(), root.GetProperty("faces").GetInt64());
    }
}
