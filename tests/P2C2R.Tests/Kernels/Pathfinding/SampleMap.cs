using System.Globalization;
using System.Text;

namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>
/// Makes the map and the queries in samples/ai_pathfinding: caves by a cellular automaton, halls with pillars, two lakes and a
/// wood, from a counter-based random number. The lengths are the reference search's.
/// </summary>
internal static class SampleMap
{
    public const int Width = 128;
    public const int Height = 96;
    private const int Queries = 60;

    public static string[] Rows()
    {
        var cells = new char[Width, Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++) cells[x, y] = Random(1, (y * Width) + x, 100) < 43 ? '@' : '.';
        }

        for (var round = 0; round < 5; round++) cells = Smooth(cells);
        AddHalls(cells);
        AddGround(cells);
        KeepLargest(cells);
        return [.. Enumerable.Range(0, Height).Select(y => new string([.. Enumerable.Range(0, Width).Select(x => cells[x, y])]))];
    }

    public static string MapFile(string[] rows) => $"type octile\nheight {rows.Length}\nwidth {rows[0].Length}\nmap\n{string.Join('\n', rows)}\n";

    public static string ScenarioFile(string[] rows, string mapName)
    {
        var free = (from y in Enumerable.Range(0, rows.Length) from x in Enumerable.Range(0, rows[y].Length) where ReferenceSearch.IsFree(rows, x, y) select (X: x, Y: y)).ToList();
        var lines = new List<(double Length, string Line)>();
        for (var i = 0; i < Queries; i++)
        {
            var start = free[Random(2, i, free.Count)];
            var goal = free[Random(3, i, free.Count)];
            var length = ReferenceSearch.LengthsFrom(rows, start.X, start.Y)[goal.X, goal.Y]!.Value.Value;
            var text = length.ToString("F8", CultureInfo.InvariantCulture);
            lines.Add((length, $"{(int)(length / 4)}\t{mapName}\t{rows[0].Length}\t{rows.Length}\t{start.X}\t{start.Y}\t{goal.X}\t{goal.Y}\t{text}"));
        }

        var file = new StringBuilder("version 1\n");
        foreach (var (_, line) in lines.OrderBy(l => l.Length).ThenBy(l => l.Line, StringComparer.Ordinal)) file.Append(line).Append('\n');
        return file.ToString();
    }

    private static char[,] Smooth(char[,] cells)
    {
        var smooth = new char[Width, Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var blocked = 0;
                for (var dy = -1; dy <= 1; dy++)
                {
                    for (var dx = -1; dx <= 1; dx++)
                    {
                        if (x + dx is < 0 or >= Width || y + dy is < 0 or >= Height || cells[x + dx, y + dy] == '@') blocked++;
                    }
                }

                smooth[x, y] = blocked >= 5 ? '@' : '.';
            }
        }

        return smooth;
    }

    /// <summary>Halls with thick walls, a door in the middle of each side, and pillars every fourth cell.</summary>
    private static void AddHalls(char[,] cells)
    {
        foreach (var (left, top, width, height) in ((int, int, int, int)[])[(12, 10, 25, 17), (84, 58, 29, 21), (50, 38, 21, 17), (92, 12, 21, 17), (14, 64, 25, 17)])
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var isWall = x == 0 || y == 0 || x == width - 1 || y == height - 1;
                    var isDoor = Math.Abs(x - (width / 2)) <= 1 || Math.Abs(y - (height / 2)) <= 1;
                    var isPillar = x % 4 == 0 && y % 4 == 0;
                    cells[left + x, top + y] = (isWall && !isDoor) || (isPillar && !isDoor) ? '@' : '.';
                }
            }

            // A way from each door out into the caves.
            for (var out1 = -4; out1 < 0; out1++)
            {
                for (var side = -1; side <= 1; side++)
                {
                    cells[left + (width / 2) + side, top + out1] = '.';
                    cells[left + (width / 2) + side, top + height - 1 - out1] = '.';
                    cells[left + out1, top + (height / 2) + side] = '.';
                    cells[left + width - 1 - out1, top + (height / 2) + side] = '.';
                }
            }
        }
    }

    /// <summary>Swamp, water and trees, so that every letter of the format occurs.</summary>
    private static void AddGround(char[,] cells)
    {
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (cells[x, y] != '.') continue;
                if (Inside(x, y, 44, 72, 7, 5) || Inside(x, y, 76, 30, 6, 8)) cells[x, y] = 'W';
                else if (Inside(x, y, 44, 72, 10, 8)) cells[x, y] = 'S';
                else if (Inside(x, y, 62, 14, 16, 9) && Random(4, (y * Width) + x, 100) < 18) cells[x, y] = 'T';
                else if (Inside(x, y, 62, 14, 16, 9)) cells[x, y] = 'G';
            }
        }
    }

    private static bool Inside(int x, int y, int centerX, int centerY, int radiusX, int radiusY)
    {
        var (dx, dy) = ((x - centerX) * radiusY, (y - centerY) * radiusX);
        return (dx * dx) + (dy * dy) <= radiusX * radiusX * radiusY * radiusY;
    }

    /// <summary>Fills up what the largest component can't reach.</summary>
    private static void KeepLargest(char[,] cells)
    {
        var largest = new HashSet<(int, int)>();
        var seen = new HashSet<(int, int)>();
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var component = Flood(cells, x, y, seen);
                if (component.Count > largest.Count) largest = component;
            }
        }

        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (cells[x, y] is '.' or 'G' or 'S' && !largest.Contains((x, y))) cells[x, y] = '@';
            }
        }
    }

    private static HashSet<(int, int)> Flood(char[,] cells, int startX, int startY, HashSet<(int, int)> seen)
    {
        var component = new HashSet<(int, int)>();
        var queue = new Queue<(int X, int Y)>([(startX, startY)]);
        while (queue.TryDequeue(out var cell))
        {
            if (cell.X is < 0 or >= Width || cell.Y is < 0 or >= Height || cells[cell.X, cell.Y] is '@' or 'W' or 'T' || !seen.Add(cell)) continue;
            component.Add(cell);
            foreach (var (dx, dy) in ((int, int)[])[(1, 0), (-1, 0), (0, 1), (0, -1)]) queue.Enqueue((cell.X + dx, cell.Y + dy));
        }

        return component;
    }

    /// <summary>A number from 0 to <paramref name="count"/> - 1, a function of stream and index.</summary>
    private static int Random(int stream, int index, int count)
    {
        var value = ((ulong)stream << 32) + (ulong)index + 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return (int)((value ^ (value >> 31)) % (ulong)count);
    }
}
