namespace P2C2R.Kernels.Execution;

/// <summary>Which slices of a plan can start. Not safe for threads.</summary>
internal sealed class SliceGraph
{
    private readonly IReadOnlyList<PlannedSlice> _slices;
    private readonly List<int>[] _dependents;
    private readonly int[] _waitingFor;
    private readonly int[] _neededBy;
    private readonly PriorityQueue<int, int> _ready = new();
    private int _left;

    /// <summary>Takes the slices of a plan.</summary>
    /// <exception cref="ArgumentException">A slice depends on itself or on a higher-numbered one.</exception>
    public SliceGraph(IReadOnlyList<PlannedSlice> slices)
    {
        _slices = slices;
        _dependents = new List<int>[slices.Count];
        _waitingFor = new int[slices.Count];
        _neededBy = new int[slices.Count];
        _left = slices.Count;
        var depths = new int[slices.Count];
        for (var i = 0; i < slices.Count; i++)
        {
            _dependents[i] = [];
            _waitingFor[i] = slices[i].DependsOn.Count;
            foreach (var dependency in slices[i].DependsOn) Connect(i, dependency, depths);
            if (_waitingFor[i] == 0) _ready.Enqueue(i, i);
        }

        Width = slices.Count == 0 ? 0 : depths.GroupBy(static d => d).Max(static g => g.Count());
    }

    /// <summary>How many slices can run side by side at most, by their depth in the graph.</summary>
    public int Width { get; }

    /// <summary>Whether every slice was handed out.</summary>
    public bool AllTaken => _left == 0;

    /// <summary>Hands out the lowest-numbered slice whose dependencies are complete.</summary>
    public bool TryTake(out int slice)
    {
        if (!_ready.TryDequeue(out slice, out _)) return false;
        _left--;
        return true;
    }

    /// <summary>Marks a slice complete.</summary>
    /// <returns>The slices whose outputs no other slice needs any more.</returns>
    public List<int> Complete(int slice)
    {
        foreach (var dependent in _dependents[slice])
        {
            if (--_waitingFor[dependent] == 0) _ready.Enqueue(dependent, dependent);
        }

        var unneeded = new List<int>();
        if (_neededBy[slice] == 0) unneeded.Add(slice);
        foreach (var dependency in _slices[slice].DependsOn)
        {
            if (--_neededBy[dependency] == 0) unneeded.Add(dependency);
        }

        return unneeded;
    }

    private void Connect(int slice, int dependency, int[] depths)
    {
        if (dependency < 0 || dependency >= slice) throw new ArgumentException($"slice {slice} depends on slice {dependency}; slices depend on lower-numbered ones");
        _dependents[dependency].Add(slice);
        _neededBy[dependency]++;
        depths[slice] = Math.Max(depths[slice], depths[dependency] + 1);
    }
}
