using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// How important subgoals are as hubs: how many shortest paths of a sample pass them (Potamias, Bonchi, Castillo and Gionis 2009, "Fast
/// Shortest Path Distance Estimation in Large Networks", centrality; Delling, Goldberg, Pajor and Werneck 2014 sample whole trees, as here).
/// The order decides how big labels are and never whether they are right.
/// </summary>
internal sealed class CoverageOrder
{
    private const int MaxTrees = 64;
    private const int MinTrees = 16;
    private const int EdgesOfAllTrees = 1 << 25;
    private const int SubgoalsPerCancellationCheck = 4096;

    private readonly SubgoalGraph _graph;
    private readonly CancellationToken _cancellation;
    private readonly OpenList _open = new();
    private readonly long[] _costs;
    private readonly int[] _parents;
    private readonly int[] _sizes;
    private readonly long[] _scores;
    private readonly List<int> _settled = [];

    private CoverageOrder(SubgoalGraph graph, CancellationToken cancellation)
    {
        _graph = graph;
        _cancellation = cancellation;
        _costs = new long[graph.Count];
        _parents = new int[graph.Count];
        _sizes = new int[graph.Count];
        _scores = new long[graph.Count];
    }

    /// <summary>Orders the subgoals.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="progress">Takes fractions.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>All subgoals, the most important one first.</returns>
    public static int[] Find(SubgoalGraph graph, Action<double> progress, CancellationToken cancellation) => new CoverageOrder(graph, cancellation).Run(progress);

    private int[] Run(Action<double> progress)
    {
        var trees = Math.Min(Math.Clamp(EdgesOfAllTrees / Math.Max(1, _graph.EdgeCount), MinTrees, MaxTrees), _graph.Count);
        for (var tree = 0; tree < trees; tree++)
        {
            Grow((int)((long)tree * _graph.Count / trees));
            AddSizes();
            progress((tree + 1.0) / trees);
        }

        var order = new int[_graph.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, Compare);
        return order;
    }

    private int Compare(int a, int b)
    {
        if (_scores[a] != _scores[b]) return _scores[b].CompareTo(_scores[a]);
        var edges = _graph[b].Length - _graph[a].Length;
        return edges != 0 ? edges : a - b;
    }

    /// <summary>A tree of shortest paths, by Dijkstra's algorithm.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Grow(int root)
    {
        Array.Fill(_costs, long.MaxValue);
        _settled.Clear();
        _costs[root] = 0;
        _parents[root] = root;
        _open.Push(0, root);
        while (_open.Count > 0)
        {
            var cost = (long)_open.FirstKey;
            var subgoal = _open.Pop();
            if (cost > _costs[subgoal]) continue;
            _settled.Add(subgoal);
            if (_settled.Count % SubgoalsPerCancellationCheck == 0) _cancellation.ThrowIfCancellationRequested();
            foreach (var edge in _graph[subgoal])
            {
                if (cost + edge.Cost >= _costs[edge.To]) continue;
                _costs[edge.To] = cost + edge.Cost;
                _parents[edge.To] = subgoal;
                _open.Push((ulong)(cost + edge.Cost), edge.To);
            }
        }
    }

    /// <summary>Each subgoal's score grows by how many paths of the tree pass it or end there.</summary>
    private void AddSizes()
    {
        foreach (var subgoal in _settled) _sizes[subgoal] = 1;
        for (var i = _settled.Count - 1; i >= 0; i--)
        {
            var subgoal = _settled[i];
            _scores[subgoal] += _sizes[subgoal];
            if (i > 0) _sizes[_parents[subgoal]] += _sizes[subgoal];
        }
    }
}
