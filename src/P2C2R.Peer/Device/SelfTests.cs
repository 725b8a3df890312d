using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Peer.Device;

/// <summary>A small input document for each kind, of some milliseconds, to measure how fast a device is.</summary>
internal static class SelfTests
{
    private const int Side = 96;
    private const int Queries = 24;

    /// <summary>The document, or null for a kernel without.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="run">Another document for every run, so that nothing a kernel keeps makes the next one faster.</param>
    public static string? Find(KernelId kernel, int run) => kernel.Kind switch
    {
        Kinds.NpcDialogue => Dialogue(run),
        Kinds.Pathfinding => Pathfinding(run),
        Kinds.ProceduralGeneration => Terrain(run),
        _ => null,
    };

    /// <summary>Two characters who go on asking and answering, 256 times over.</summary>
    private static string Dialogue(int run) => $$$"""
        {"seed":{{{run}}},"characters":[{"name":"A"},{"name":"B"}],"asked":{"event":"ask"},"count":256,"rules":{"words":{"thing":["cat","owl","ox"]},"rules":[
         {"name":"asks","on":"ask","repeat":true,"say":["Is that {thing|a}, {listener.name}?","How many {thing|s}?"],"set":"memory.asked += 1","then":"answer"},
         {"name":"answers","on":"answer","repeat":true,"say":["{event.turn|spell|cap} {thing|s}."],"then":"ask"},
         {"name":"tires","on":"ask","if":"memory.asked > 4","say":"Enough."}]}}
        """;

    /// <summary>One tile of a terrain, one round of erosion.</summary>
    private static string Terrain(int run) => $$$"""{"generator":"terrain","seed":{{{run}}},"width":128,"height":128,"erosion":{"rounds":1,"droplets":0.5}}""";

    /// <summary>Walls in every sixth row, open at alternating ends, with pillars between them; each path winds through the whole map.</summary>
    private static string Pathfinding(int run)
    {
        var rows = Enumerable.Range(0, Side).Select(y => new string([.. Enumerable.Range(0, Side).Select(x => Cell(x, y, run))]));
        var queries = Enumerable.Range(0, Queries).Select(i => $"{{\"start\":[{4 * i},0],\"goal\":[{Side - 1 - i},{Side - 1}]}}");
        return new StringBuilder("{\"rows\":[\"").AppendJoin("\",\"", rows).Append("\"],\"queries\":[").AppendJoin(',', queries).Append("]}").ToString();
    }

    private static char Cell(int x, int y, int run)
    {
        var gap = (y / 6 % 2 == 0) ? x >= Side - 3 : x < 3;
        if (y % 6 == 5) return gap ? '.' : '@';
        return y % 6 == 2 && (x + run) % 4 == 2 ? '@' : '.';
    }
}
