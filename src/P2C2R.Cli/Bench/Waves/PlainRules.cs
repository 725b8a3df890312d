using System.Text.Json.Nodes;

namespace P2C2R.Cli.Bench.Waves;

/// <summary>The patterns of an input document, worked out for <see cref="PlainWave"/> without the kernel. Directions are 0 east, 1 south, 2 west, 3 north.</summary>
/// <param name="Weights">Of each pattern.</param>
/// <param name="Neighbours">For each direction and pattern, those that may stand there.</param>
internal sealed record PlainRules(double[] Weights, int[][][] Neighbours)
{
    /// <summary>The rules of a document with tiles (of which each has as many quarter turns as its symmetry says, none mirrored) or a sample of 3 x 3 pieces.</summary>
    public static PlainRules Of(JsonNode document) => document["tiles"] is JsonArray tiles ? OfTiles(tiles) : OfSample(document);

    private static PlainRules OfTiles(JsonArray tiles)
    {
        var weights = new List<double>();
        var edges = new List<string[]>();
        foreach (var tile in tiles)
        {
            var turns = (string)tile!["symmetry"]! switch { "X" => 1, "I" or "\\" => 2, _ => 4 };
            var turned = tile["edges"]!.AsArray().Select(static e => (string)e!).ToArray();
            for (var i = 0; i < turns; i++)
            {
                weights.Add((double)tile["weight"]!);
                edges.Add(turned);
                turned = [turned[3], turned[0], turned[1], turned[2]];
            }
        }

        return Of(weights, (p, q, direction) => edges[p][(direction + 1) % 4].SequenceEqual(edges[q][(direction + 3) % 4].Reverse()));
    }

    private static PlainRules OfSample(JsonNode document)
    {
        var rows = document["sample"]!.AsArray().Select(static r => (string)r!).ToArray();
        var forms = (int)document["symmetry"]!;
        var margin = (bool)document["sample_periodic"]! ? 0 : 2;
        var counts = new Dictionary<string, double>();
        for (var y = 0; y < rows.Length - margin; y++)
        {
            for (var x = 0; x < rows[0].Length - margin; x++)
            {
                var piece = string.Concat(Enumerable.Range(0, 9).Select(i => rows[(y + (i / 3)) % rows.Length][(x + (i % 3)) % rows[0].Length]));
                for (var form = 0; form < forms; form++)
                {
                    counts[piece] = counts.GetValueOrDefault(piece) + 1;
                    piece = string.Concat((form % 2 == 0 ? "210543876" : "036147258").Select(c => piece[c - '0']));
                }
            }
        }

        var pieces = counts.Keys.ToArray();
        return Of([.. counts.Values], (p, q, direction) => direction == 0
            ? Enumerable.Range(0, 9).Where(static i => i % 3 > 0).All(i => pieces[p][i] == pieces[q][i - 1])
            : Enumerable.Range(3, 6).All(i => pieces[p][i] == pieces[q][i - 3]));
    }

    private static PlainRules Of(List<double> weights, Func<int, int, int, bool> fits)
    {
        var all = Enumerable.Range(0, weights.Count).ToArray();
        var east = all.Select(p => all.Where(q => fits(p, q, 0)).ToArray()).ToArray();
        var south = all.Select(p => all.Where(q => fits(p, q, 1)).ToArray()).ToArray();
        int[][] Reverse(int[][] lists) => [.. all.Select(q => all.Where(p => lists[p].Contains(q)).ToArray())];
        return new PlainRules([.. weights], [east, south, Reverse(east), Reverse(south)]);
    }
}
