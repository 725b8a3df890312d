using System.Text.Json;

namespace P2C2R.Cli.Bench.Navmesh;

/// <summary>The library that engines use (Debian's librecast-dev), in a small program of ours that is compiled here.</summary>
/// <param name="program">The compiled program.</param>
internal sealed class Librecast(CompiledProgram program)
{
    private const string Headers = "/usr/include/recastnavigation";

    /// <summary>Compiles the program of bench/navmesh; null where compiler, library or source aren't here.</summary>
    /// <param name="folder">Receives it.</param>
    public static Librecast? Compile(string folder) =>
        CompiledProgram.Compile("navmesh/recast.cpp", folder, Headers, ["-O2", $"-I{Headers}"], ["-lRecast"]) is { } compiled ? new Librecast(compiled) : null;

    /// <summary>Builds some times.</summary>
    /// <param name="mesh">An .obj file.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="dump">Receives what it came to.</param>
    /// <returns>Median and least milliseconds, and polygons.</returns>
    public (double MedianMs, double LeastMs, int Polygons) Build(string mesh, int rounds, string dump)
    {
        using var answer = JsonDocument.Parse(program.Run(mesh, "0.3", "0.2", "0.6", "2.0", "0.9", "45", $"{rounds}", dump));
        var root = answer.RootElement;
        return (root.GetProperty("median_ms").GetDouble(), root.GetProperty("least_ms").GetDouble(), root.GetProperty("polygons").GetInt32());
    }

    /// <summary>Reads what it came to.</summary>
    public static (ILookup<(int X, int Z), int> Places, MeshShape Shape) ReadDump(string dump)
    {
        var lines = File.ReadLines(dump).Select(static l => (Kind: l[0], Numbers: l[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray())).ToList();
        var places = lines.Where(static l => l.Kind == 's').ToLookup(static l => (l.Numbers[0], l.Numbers[1]), static l => l.Numbers[2]);
        var polygons = lines.Where(static l => l.Kind == 'p').Select(static l => l.Numbers.Skip(1).Chunk(3).Select(static c => (c[0], c[1], c[2])).ToArray()).ToList();
        return (places, new MeshShape(polygons));
    }
}
