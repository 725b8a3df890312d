namespace P2C2R.Cli.Bench.Paths;

/// <summary>
/// What a programmer writes in an afternoon, done well: A* over single cells (Hart, Nilsson and Raphael 1968) with a binary heap, the octile
/// distance, arrays that are kept from query to query, and ties in favour of the cell nearer to the goal. No corner is cut.
/// </summary>
internal sealed class GridAStar
{
    private const double Diagonal = 1.4142135623730951;

    private readonly int _width;
    private readonly bool[] _free;
    private readonly double[] _costs;
    private readonly int[] _parents;
    private readonly int[] _seen;
    private readonly int[] _closed;
    private readonly int[] _offsets;
    private (double Estimate, double Cost, int Cell)[] _heap = new (double, double, int)[1024];
    private int _count;
    private int _search;
    private int _goalX;
    private int _goalY;

    /// <summary>Takes a map's letters; a blocked frame spares looking for its edges.</summary>
    public GridAStar(IReadOnlyList<string> rows)
    {
        _width = rows[0].Length + 2;
        _free = new bool[_width * (rows.Count + 2)];
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++) _free[CellAt(x, y)] = rows[y][x] is '.' or 'G' or 'S';
        }

        _costs = new double[_free.Length];
        _parents = new int[_free.Length];
        _seen = new int[_free.Length];
        _closed = new int[_free.Length];
        _offsets = [1, -1, _width, -_width, _width + 1, _width - 1, -_width + 1, -_width - 1];
    }

    /// <summary>Cells expanded so far, over all queries.</summary>
    public long Expanded { get; private set; }

    /// <summary>The length of a shortest path, which is in <paramref name="path"/> from goal to start; -1 where there is none.</summary>
    public double Find(int startX, int startY, int goalX, int goalY, List<int> path)
    {
        var (start, goal) = (CellAt(startX, startY), CellAt(goalX, goalY));
        (_goalX, _goalY) = (goalX + 1, goalY + 1);
        _search++;
        _count = 0;
        path.Clear();
        Reach(start, 0, start);
        while (_count > 0)
        {
            var cell = Pop();
            if (_closed[cell] == _search) continue;
            _closed[cell] = _search;
            if (cell == goal) break;
            Expand(cell);
        }

        if (_closed[goal] != _search) return -1;
        for (var cell = goal; cell != start; cell = _parents[cell]) path.Add(cell);
        path.Add(start);
        return _costs[goal];
    }

    private int CellAt(int x, int y) => ((y + 1) * _width) + x + 1;

    private void Expand(int cell)
    {
        Expanded++;
        var cost = _costs[cell];
        var (east, west, south, north) = (_free[cell + 1], _free[cell - 1], _free[cell + _width], _free[cell - _width]);
        if (east) Reach(cell + 1, cost + 1, cell);
        if (west) Reach(cell - 1, cost + 1, cell);
        if (south) Reach(cell + _width, cost + 1, cell);
        if (north) Reach(cell - _width, cost + 1, cell);
        if (east && south && _free[cell + _offsets[4]]) Reach(cell + _offsets[4], cost + Diagonal, cell);
        if (west && south && _free[cell + _offsets[5]]) Reach(cell + _offsets[5], cost + Diagonal, cell);
        if (east && north && _free[cell + _offsets[6]]) Reach(cell + _offsets[6], cost + Diagonal, cell);
        if (west && north && _free[cell + _offsets[7]]) Reach(cell + _offsets[7], cost + Diagonal, cell);
    }

    private void Reach(int cell, double cost, int parent)
    {
        if (_closed[cell] == _search || (_seen[cell] == _search && _costs[cell] <= cost)) return;
        _seen[cell] = _search;
        _costs[cell] = cost;
        _parents[cell] = parent;
        var dx = Math.Abs((cell % _width) - _goalX);
        var dy = Math.Abs((cell / _width) - _goalY);
        Push((cost + Math.Max(dx, dy) + ((Diagonal - 1) * Math.Min(dx, dy)), cost, cell));
    }

    private static bool IsBefore(in (double Estimate, double Cost, int Cell) a, in (double Estimate, double Cost, int Cell) b) =>
        a.Estimate < b.Estimate || (a.Estimate == b.Estimate && a.Cost > b.Cost);

    private void Push((double Estimate, double Cost, int Cell) entry)
    {
        if (_count == _heap.Length) Array.Resize(ref _heap, 2 * _count);
        var at = _count++;
        for (; at > 0 && IsBefore(entry, _heap[(at - 1) / 2]); at = (at - 1) / 2) _heap[at] = _heap[(at - 1) / 2];
        _heap[at] = entry;
    }

    private int Pop()
    {
        var first = _heap[0].Cell;
        var last = _heap[--_count];
        var at = 0;
        for (var child = 1; child < _count; child = (2 * at) + 1)
        {
            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child])) child++;
            if (!IsBefore(_heap[child], last)) break;
            _heap[at] = _heap[child];
            at = child;
        }

        _heap[at] = last;
        return first;
    }
}
