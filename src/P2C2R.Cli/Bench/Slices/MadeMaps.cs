using System.Text;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>Game maps from fixed seeds, square.</summary>
internal static class MadeMaps
{
    private const int Block = 16;

    /// <summary>Caves: noise of which a third is rock, and of what is left some cells.</summary>
    public static string Caves(int side) => Map(side, static (x, y) => Percent(1, x / Block, y / Block) >= 30 && Percent(2, x, y) >= 4);

    /// <summary>Boxes of up to 8 x 8 cells on an open plain.</summary>
    public static string Boxes(int side) => Map(side, static (x, y) => !IsInBox(x, y, 40));

    /// <summary>A few of them.</summary>
    public static string FewBoxes(int side) => Map(side, static (x, y) => !IsInBox(x, y, 5));

    /// <summary>Queries from one end to the other, a JSON array's elements.</summary>
    public static string Queries(int count, int side) => string.Join(',', Enumerable.Range(0, count).Select(i =>
        $$"""{"start":[{{Below(side / 8, 7, i, 0)}},{{Below(side, 7, i, 1)}}],"goal":[{{side - 1 - Below(side / 8, 7, i, 2)}},{{Below(side, 7, i, 3)}}]}"""));

    /// <summary>A number below a limit.</summary>
    public static int Below(int limit, int seed, long item, int sample) => (int)Math.BigMul(CounterRandom.Bits(seed, item, sample), (ulong)limit, out _);

    private static bool IsInBox(int x, int y, int percent)
    {
        var (blockX, blockY) = (x / Block, y / Block);
        if (Percent(3, blockX, blockY) >= percent) return false;
        var (width, height) = (1 + Below(8, 4, blockX, blockY), 1 + Below(8, 5, blockX, blockY));
        return x % Block < width && y % Block < height;
    }

    private static int Percent(int seed, int x, int y) => Below(100, seed, x, y);

    private static string Map(int side, Func<int, int, bool> isFree)
    {
        var text = new StringBuilder($"type octile\nheight {side}\nwidth {side}\nmap\n");
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++) text.Append(isFree(x, y) ? '.' : '@');
            text.Append('\n');
        }

        return text.ToString();
    }
}
