namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// Takes subgoals with few neighbours out of the graph one after another, joining those that it joined, as contraction hierarchies do
/// (Geisberger, Sanders, Schultes and Delling 2008) but without a search for other ways. Those go to the end of the order, which keeps labels
/// in mazes and corridors as small as in trees; what is left keeps the order that it had.
/// </summary>
internal sealed class LeafOrder
{
    private const int MaxNeighbors = 12;
    private const int WeightOfNeighbor = 4;
    private const int SubgoalsPerCancellationCheck = 1024;

    private readonly List<int>[] _neighbors;
    private readonly int[] _levels;
    private readonly bool[] _taken;
    private readonly OpenList _queue = new();
    private readonly List<int> _leaves = [];

    private LeafOrder(SubgoalGraph graph)
    {
        _neighbors = new List<int>[graph.Count];
        _levels = new int[graph.Count];
        _taken = new bool[graph.Count];
        for (var subgoal = 0; subgoal < graph.Count; subgoal++)
        {
            _neighbors[subgoal] = new List<int>(graph[subgoal].Length);
            foreach (var edge in graph[subgoal]) _neighbors[subgoal].Add(edge.To);
        }
    }

    /// <summary>Moves those subgoals to the end.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="order">All subgoals, the most important one first.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Apply(SubgoalGraph graph, int[] order, CancellationToken cancellation)
    {
        var leaves = new LeafOrder(graph);
        leaves.Run(cancellation);
        var core = 0;
        foreach (var subgoal in order.ToArray())
        {
            if (!leaves._taken[subgoal]) order[core++] = subgoal;
        }

        for (var i = leaves._leaves.Count - 1; i >= 0; i--) order[core++] = leaves._leaves[i];
    }

    private void Run(CancellationToken cancellation)
    {
        for (var subgoal = 0; subgoal < _neighbors.Length; subgoal++) Enqueue(subgoal);
        while (_queue.Count > 0)
        {
            var key = _queue.FirstKey;
            var subgoal = _queue.Pop();

            // One that has changed since is in the queue again.
            if (_taken[subgoal] || key != Key(subgoal)) continue;
            Take(subgoal);
            if (_leaves.Count % SubgoalsPerCancellationCheck == 0) cancellation.ThrowIfCancellationRequested();
        }
    }

    private void Enqueue(int subgoal)
    {
        if (_neighbors[subgoal].Count <= MaxNeighbors) _queue.Push(Key(subgoal), subgoal);
    }

    /// <summary>Few neighbours first, and evenly all over the map: the level is how many have gone one after another right here.</summary>
    private ulong Key(int subgoal) => ((ulong)(_levels[subgoal] + (WeightOfNeighbor * _neighbors[subgoal].Count)) << 32) + (ulong)_neighbors[subgoal].Count;

    private void Take(int subgoal)
    {
        _taken[subgoal] = true;
        _leaves.Add(subgoal);
        var around = _neighbors[subgoal];
        foreach (var a in around)
        {
            _neighbors[a].Remove(subgoal);
            foreach (var b in around)
            {
                if (a != b && !_neighbors[a].Contains(b)) _neighbors[a].Add(b);
            }

            _levels[a] = Math.Max(_levels[a], _levels[subgoal] + 1);
        }

        foreach (var a in around) Enqueue(a);
    }
}
