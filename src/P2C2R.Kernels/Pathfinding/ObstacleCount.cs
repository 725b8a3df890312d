using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Counts the distinct blocked cells of a map that touch a path, at a side or a corner. Keeps its memory; for one thread at a time.</summary>
internal sealed class ObstacleCount
{
    private readonly CellMarks _marks = new();

    /// <summary>Counts.</summary>
    /// <param name="map">The map.</param>
    /// <param name="start">Where the path begins, framed.</param>
    /// <param name="runs">Its runs; they stay on the map.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Around(GridMap map, (int X, int Y) start, List<(int Direction, int Steps)> runs)
    {
        _marks.Clear(map.FramedCells);
        var (x, y) = start;
        var count = CountAround(map, x, y);
        foreach (var (direction, steps) in runs)
        {
            var (stepX, stepY) = PathRuns.Step(direction);
            for (var i = 0; i < steps; i++)
            {
                x += stepX;
                y += stepY;

                // What touches this cell and didn't touch the last one lies ahead of it.
                if (stepX == 0) count += CountRow(map, x, y + stepY);
                else if (stepY == 0) count += CountColumn(map, x + stepX, y);
                else count += CountAround(map, x, y);
            }
        }

        return count;
    }

    private int CountAround(GridMap map, int x, int y) => CountRow(map, x, y - 1) + CountRow(map, x, y) + CountRow(map, x, y + 1);

    private int CountRow(GridMap map, int x, int y) =>
        y < 1 || y > map.Height || AreFree(map.Rows, map.RowWords, y, x - 1) ? 0 : Count(map, x - 1, y) + Count(map, x, y) + Count(map, x + 1, y);

    private int CountColumn(GridMap map, int x, int y) =>
        x < 1 || x > map.Width || AreFree(map.Columns, map.ColumnWords, x, y - 1) ? 0 : Count(map, x, y - 1) + Count(map, x, y) + Count(map, x, y + 1);

    private int Count(GridMap map, int x, int y) => !map.IsFree(x, y) && map.Contains(x - 1, y - 1) && _marks.TryMark(map.Index(x, y)) ? 1 : 0;

    /// <summary>Whether three cells of a line are free; most are.</summary>
    private static bool AreFree(ulong[] bits, int words, int line, int from)
    {
        var at = (line * words) + (from >> 6);
        var shift = from & 63;
        var three = bits[at] >> shift;
        if (shift > 61) three |= bits[at + 1] << (64 - shift);
        return (three & 7) == 7;
    }
}
