using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// Labels subgoals with hubs (Akiba, Iwata and Yoshida 2013, "Fast Exact Shortest-Path Distance Queries on Large Networks by Pruned Landmark
/// Labeling"): in the order of importance each subgoal searches outwards and enters itself into the labels of those for which no earlier
/// hub already gives the distance. Between any two subgoals, a shortest path then passes a hub that both labels have.
/// </summary>
internal sealed class LabelBuilder
{
    private const int EntriesPerCancellationCheck = 1024;

    private readonly SubgoalGraph _graph;
    private readonly int[] _rank;
    private readonly LabelList[] _labels;
    private readonly OpenList _open = new();
    private readonly long[] _costs;
    private readonly int[] _parents;
    private readonly long[] _hubCosts;
    private readonly List<int> _reached = [];
    private readonly CancellationToken _cancellation;

    private LabelBuilder(SubgoalGraph graph, int[] order, CancellationToken cancellation)
    {
        _graph = graph;
        _cancellation = cancellation;
        _rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++) _rank[order[i]] = i;
        _labels = new LabelList[order.Length];
        for (var i = 0; i < order.Length; i++) _labels[i] = new LabelList();
        _costs = new long[order.Length];
        _parents = new int[order.Length];
        _hubCosts = new long[order.Length];
        Array.Fill(_costs, long.MaxValue);
        Array.Fill(_hubCosts, long.MaxValue / 4);
    }

    /// <summary>Labels all subgoals.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="order">All subgoals, the most important one first; hubs are numbered by their place in it.</param>
    /// <param name="maxEntries">Entries after which to give up.</param>
    /// <param name="progress">Takes fractions.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The label of each subgoal, hubs ascending; null when there were too many entries.</returns>
    public static LabelList[]? Build(SubgoalGraph graph, int[] order, int maxEntries, Action<double> progress, CancellationToken cancellation) =>
        new LabelBuilder(graph, order, cancellation).Run(order, maxEntries, progress);

    private LabelList[]? Run(int[] order, int maxEntries, Action<double> progress)
    {
        var entries = 0L;
        for (var hub = 0; hub < order.Length; hub++)
        {
            entries += Spread(hub, order[hub]);
            if (entries > maxEntries) return null;
            if (hub % 64 == 0) progress((double)hub / order.Length);
        }

        return _labels;
    }

    /// <summary>Enters a hub into labels; how often it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Spread(int hub, int from)
    {
        foreach (var entry in _labels[from].Span) _hubCosts[entry.Hub] = entry.Cost;
        var entered = 0;
        Reach(from, 0, from);
        while (_open.Count > 0)
        {
            var cost = (long)_open.FirstKey;
            var subgoal = _open.Pop();
            if (cost > _costs[subgoal] || IsCovered(subgoal, cost)) continue;
            _labels[subgoal].Add(new LabelEntry(cost, hub, _parents[subgoal]));
            if (++entered % EntriesPerCancellationCheck == 0) _cancellation.ThrowIfCancellationRequested();

            // More important ones are covered by themselves.
            foreach (var edge in _graph[subgoal])
            {
                if (_rank[edge.To] > hub) Reach(edge.To, cost + edge.Cost, subgoal);
            }
        }

        foreach (var subgoal in _reached) _costs[subgoal] = long.MaxValue;
        _reached.Clear();
        foreach (var entry in _labels[from].Span) _hubCosts[entry.Hub] = long.MaxValue / 4;
        _cancellation.ThrowIfCancellationRequested();
        return entered;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsCovered(int subgoal, long cost)
    {
        foreach (var entry in _labels[subgoal].Span)
        {
            if (_hubCosts[entry.Hub] + entry.Cost <= cost) return true;
        }

        return false;
    }

    private void Reach(int subgoal, long cost, int parent)
    {
        if (_costs[subgoal] <= cost) return;
        if (_costs[subgoal] == long.MaxValue) _reached.Add(subgoal);
        _costs[subgoal] = cost;
        _parents[subgoal] = parent;
        _open.Push((ulong)cost, subgoal);
    }
}
