namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>Dijkstra's algorithm over one cell at a time: the slow twin that the kernel's answers are held against.</summary>
internal static class ReferenceSearch
{
    /// <summary>The exact length of a shortest path to each cell; null where there is none.</summary>
    /// <param name="rows">The map's letters; '.', 'G' and 'S' can be walked on.</param>
    /// <param name="startX">Where it begins; a free cell.</param>
    /// <param name="startY">Where it begins.</param>
    public static ExactLength?[,] LengthsFrom(string[] rows, int startX, int startY)
    {
        var lengths = new ExactLength?[rows[0].Length, rows.Length];
        var done = new bool[rows[0].Length, rows.Length];
        var open = new PriorityQueue<(int X, int Y), ExactLength>();
        lengths[startX, startY] = new ExactLength(0, 0);
        open.Enqueue((startX, startY), new ExactLength(0, 0));
        while (open.TryDequeue(out var cell, out var length))
        {
            if (done[cell.X, cell.Y]) continue;
            done[cell.X, cell.Y] = true;
            foreach (var (dx, dy) in Steps(rows, cell.X, cell.Y))
            {
                var next = dx != 0 && dy != 0 ? length with { Diagonal = length.Diagonal + 1 } : length with { Straight = length.Straight + 1 };
                if (lengths[cell.X + dx, cell.Y + dy] is { } known && known.CompareTo(next) <= 0) continue;
                lengths[cell.X + dx, cell.Y + dy] = next;
                open.Enqueue((cell.X + dx, cell.Y + dy), next);
            }
        }

        return lengths;
    }

    public static bool IsFree(string[] rows, int x, int y) => y >= 0 && y < rows.Length && x >= 0 && x < rows[y].Length && rows[y][x] is ('.' or 'G' or 'S');

    private static IEnumerable<(int X, int Y)> Steps(string[] rows, int x, int y)
    {
        for (var dy = -1; dy <= 1; dy++)
        {
            for (var dx = -1; dx <= 1; dx++)
            {
                if ((dx != 0 || dy != 0) && IsFree(rows, x + dx, y) && IsFree(rows, x, y + dy) && IsFree(rows, x + dx, y + dy)) yield return (dx, dy);
            }
        }
    }
}
