namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Bounds on the steps of optimal paths. From above: walking 4-connected by way of the component's first queried start is a
/// legal path, and an optimal one has no more steps than any legal path has length. From below: the steps on an empty map.
/// </summary>
/// <param name="map">The map.</param>
internal sealed class StepBounds(GridMap map)
{
    // 1 + the 4-connected distance from the root of the cell's component; 0 where nobody asked yet.
    private readonly int[] _distances = new int[map.FramedCells];
    private readonly int[] _roots = new int[map.FramedCells];
    private int[] _queue = [];

    /// <summary>The bounds for a query; 0 where it has no path.</summary>
    public (long Least, long Most) Of(PathQuery query)
    {
        if (QuerySolver.Classify(map, query) != QueryStatus.Reachable) return (0, 0);
        var start = map.Index(query.StartX + 1, query.StartY + 1);
        var goal = map.Index(query.GoalX + 1, query.GoalY + 1);
        if (_distances[start] == 0) Spread(start);
        if (_distances[goal] == 0 || _roots[goal] != _roots[start]) return (0, 0);
        var least = Math.Max(Math.Abs(query.StartX - (long)query.GoalX), Math.Abs(query.StartY - (long)query.GoalY));
        return (least, _distances[start] + (long)_distances[goal] - 2);
    }

    private void Spread(int root)
    {
        if (_queue.Length == 0) _queue = new int[map.FramedCells];
        var row = map.RowWords * 64;
        var head = 0;
        var tail = 0;
        _queue[tail++] = root;
        _distances[root] = 1;
        _roots[root] = root;
        while (head < tail)
        {
            var cell = _queue[head++];
            foreach (var next in (ReadOnlySpan<int>)[cell - 1, cell + 1, cell - row, cell + row])
            {
                if (_distances[next] != 0 || ((map.Rows[next >> 6] >> (next & 63)) & 1) == 0) continue;
                _distances[next] = _distances[cell] + 1;
                _roots[next] = root;
                _queue[tail++] = next;
            }
        }
    }
}
