namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>
/// A* over single cells (Hart, Nilsson and Raphael 1968) with the octile distance, which is consistent: an exact search that
/// shares no code with the kernel and is quick enough for every published query. Lengths are kept as counts of steps; their
/// order is that of s + d * sqrt(2) computed from the counts, and two different sums of fewer than 2^24 steps differ by far
/// more than a double's rounding, so the order is exact, and so the optimal counts are unique.
/// </summary>
internal sealed class ReferenceAStar
{
    private readonly int _width;
    private readonly bool[] _free;
    private readonly ExactLength[] _best;
    private readonly int[] _seen;
    private readonly int[] _done;
    private readonly int[] _offsets;
    private readonly PriorityQueue<int, double> _open = new();
    private int _search;

    /// <summary>Takes a map's letters; a border of blocked cells spares looking for its edges.</summary>
    public ReferenceAStar(string[] rows)
    {
        _width = rows[0].Length + 2;
        _free = new bool[_width * (rows.Length + 2)];
        for (var y = 0; y < rows.Length; y++)
        {
            for (var x = 0; x < rows[y].Length; x++) _free[Cell(x, y)] = ReferenceSearch.IsFree(rows, x, y);
        }

        _best = new ExactLength[_free.Length];
        _seen = new int[_free.Length];
        _done = new int[_free.Length];
        _offsets = [1, -1, _width, -_width, _width + 1, _width - 1, -_width + 1, -_width - 1];
    }

    /// <summary>The length of a shortest path, or null where there is none.</summary>
    public ExactLength? Length(int startX, int startY, int goalX, int goalY)
    {
        var (start, goal) = (Cell(startX, startY), Cell(goalX, goalY));
        if (!_free[start] || !_free[goal]) return null;
        _search++;
        _open.Clear();
        Reach(start, new ExactLength(0, 0), goal);
        while (_open.TryDequeue(out var cell, out _))
        {
            if (cell == goal) return _best[cell];
            if (_done[cell] == _search) continue;
            _done[cell] = _search;
            var length = _best[cell];
            for (var direction = 0; direction < 8; direction++)
            {
                var next = cell + _offsets[direction];
                if (!_free[next] || _done[next] == _search) continue;
                if (direction < 4) Reach(next, length with { Straight = length.Straight + 1 }, goal);
                else if (_free[cell + Sideways(direction)] && _free[cell + Upright(direction)]) Reach(next, length with { Diagonal = length.Diagonal + 1 }, goal);
            }
        }

        return null;
    }

    private void Reach(int cell, ExactLength length, int goal)
    {
        if (_seen[cell] == _search && _best[cell].CompareTo(length) <= 0) return;
        _seen[cell] = _search;
        _best[cell] = length;
        var dx = Math.Abs((cell % _width) - (goal % _width));
        var dy = Math.Abs((cell / _width) - (goal / _width));
        _open.Enqueue(cell, new ExactLength(length.Straight + Math.Abs(dx - dy), length.Diagonal + Math.Min(dx, dy)).Value);
    }

    private int Cell(int x, int y) => ((y + 1) * _width) + x + 1;

    private static int Sideways(int direction) => direction is 4 or 6 ? 1 : -1;

    private int Upright(int direction) => direction is 4 or 5 ? _width : -_width;
}
