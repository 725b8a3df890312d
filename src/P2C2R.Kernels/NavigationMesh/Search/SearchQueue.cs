namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>A binary heap of search nodes by (cost, number): a total order, so that ties fall the same way everywhere.</summary>
internal sealed class SearchQueue
{
    private (double Cost, int Node)[] _entries = new (double Cost, int Node)[256];

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all entries.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds an entry.</summary>
    public void Push(double cost, int node)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        var at = Count++;
        while (at > 0 && IsBefore((cost, node), _entries[(at - 1) / 2]))
        {
            _entries[at] = _entries[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _entries[at] = (cost, node);
    }

    /// <summary>Takes the first entry; there must be one.</summary>
    public (double Cost, int Node) Pop()
    {
        var first = _entries[0];
        var last = _entries[--Count];
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count) break;
            if (child + 1 < Count && IsBefore(_entries[child + 1], _entries[child])) child++;
            if (!IsBefore(_entries[child], last)) break;
            _entries[at] = _entries[child];
            at = child;
        }

        _entries[at] = last;
        return first;
    }

    private static bool IsBefore((double Cost, int Node) a, (double Cost, int Node) b) => a.Cost < b.Cost || (a.Cost == b.Cost && a.Node < b.Node);
}
