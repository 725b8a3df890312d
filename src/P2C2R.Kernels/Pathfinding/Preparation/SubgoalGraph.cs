using System.Runtime.InteropServices;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>The subgoals and, from each, all that a path can go to next (<see cref="SubgoalReach"/>), with the costs of <see cref="GridCost"/>.</summary>
internal sealed class SubgoalGraph
{
    private const int SubgoalsPerCancellationCheck = 256;

    private readonly int[] _first;
    private readonly List<Edge> _edges = [];

    /// <summary>Finds the edges.</summary>
    /// <param name="subgoals">The subgoals.</param>
    /// <param name="maxEdges">Edges, each counted from both ends, after which to stop.</param>
    /// <param name="cancellation">Ends it.</param>
    public SubgoalGraph(Subgoals subgoals, int maxEdges, CancellationToken cancellation)
    {
        _first = new int[subgoals.Count + 1];
        var reached = new List<(int X, int Y)>();
        for (var subgoal = 0; subgoal < subgoals.Count && _edges.Count <= maxEdges; subgoal++)
        {
            if (subgoal % SubgoalsPerCancellationCheck == 0) cancellation.ThrowIfCancellationRequested();
            var (x, y) = subgoals[subgoal];
            SubgoalReach.Find(subgoals.Map, subgoals.All, x, y, reached);
            foreach (var (toX, toY) in reached) _edges.Add(new Edge(GridCost.Octile(toX - x, toY - y), subgoals.NumberOf(toX, toY)));
            _first[subgoal + 1] = _edges.Count;
        }

        IsComplete = _edges.Count <= maxEdges;
    }

    /// <summary>Whether all edges are here: there were no more than allowed.</summary>
    public bool IsComplete { get; }

    /// <summary>How many subgoals there are.</summary>
    public int Count => _first.Length - 1;

    /// <summary>How many edges there are, each counted from both ends.</summary>
    public int EdgeCount => _edges.Count;

    /// <summary>The edges from a subgoal.</summary>
    public ReadOnlySpan<Edge> this[int subgoal] => CollectionsMarshal.AsSpan(_edges)[_first[subgoal].._first[subgoal + 1]];
}
