using System.Numerics;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Which free cells can reach each other, so that an impossible query costs no search. A diagonal step needs both orthogonal
/// neighbours, so this is 4-connectivity: runs of free cells in a row are joined where they touch those of the row above.
/// </summary>
internal sealed class GridComponents
{
    // The runs of row y are _rowStart[y] to _rowStart[y + 1] - 1, from left to right.
    private readonly int[] _rowStart;
    private readonly List<int> _first = [];
    private readonly List<int> _last = [];
    private readonly List<int> _parent = [];

    /// <summary>Finds the components of a map.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public GridComponents(GridMap map, CancellationToken cancellation)
    {
        _rowStart = new int[map.Height + 3];
        for (var y = 0; y < map.Height + 2; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            _rowStart[y] = _first.Count;
            AddRuns(map, y);
            _rowStart[y + 1] = _first.Count;
            if (y > 0) Join(y);
        }

        // A joined run has a lower number, so one pass in order makes every run point at its component.
        for (var run = 0; run < _parent.Count; run++) _parent[run] = _parent[_parent[run]];
    }

    /// <summary>The component of a free framed cell.</summary>
    public int Of(int x, int y)
    {
        var low = _rowStart[y];
        var high = _rowStart[y + 1] - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_first[middle] <= x) low = middle;
            else high = middle - 1;
        }

        return _parent[low];
    }

    private void AddRuns(GridMap map, int y)
    {
        var row = map.Rows.AsSpan(y * map.RowWords, map.RowWords);
        var carry = 0UL;
        for (var word = 0; word < row.Length; word++)
        {
            // Bits where free and blocked cells meet: odd ones begin a run, even ones end it.
            for (var changes = row[word] ^ ((row[word] << 1) | carry); changes != 0; changes &= changes - 1)
            {
                var x = (word * 64) + BitOperations.TrailingZeroCount(changes);
                if (map.IsFree(x, y))
                {
                    _parent.Add(_first.Count);
                    _first.Add(x);
                }
                else
                {
                    _last.Add(x - 1);
                }
            }

            carry = row[word] >> 63;
        }

        if (_last.Count < _first.Count) _last.Add((row.Length * 64) - 1);
    }

    private void Join(int y)
    {
        var above = _rowStart[y - 1];
        for (var run = _rowStart[y]; run < _rowStart[y + 1]; run++)
        {
            while (above < _rowStart[y] && _last[above] < _first[run]) above++;
            for (var other = above; other < _rowStart[y] && _first[other] <= _last[run]; other++) Join(run, other);
        }
    }

    private void Join(int a, int b)
    {
        a = Root(a);
        b = Root(b);
        if (a < b) _parent[b] = a;
        else _parent[a] = b;
    }

    private int Root(int run)
    {
        while (_parent[run] != run)
        {
            _parent[run] = _parent[_parent[run]];
            run = _parent[run];
        }

        return run;
    }
}
