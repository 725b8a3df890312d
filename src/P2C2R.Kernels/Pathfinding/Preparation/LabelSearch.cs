using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>
/// Shortest paths on a prepared map: start and goal are joined to the subgoals next to them, and the cheapest hub that the labels of both
/// sides have lies on a shortest path. Keeps its memory; for one search at a time. Coordinates are framed.
/// </summary>
internal sealed class LabelSearch
{
    private const long Unknown = long.MaxValue / 4;

    private readonly List<(int X, int Y)> _reached = [];
    private readonly List<Edge> _starts = [];
    private readonly List<Edge> _goals = [];
    private readonly List<int> _hubs = [];
    private readonly List<int> _way = [];
    private PreparedMap _map = null!;
    private long[] _hubCosts = [];
    private int[] _hubStarts = [];

    /// <summary>Finds a shortest path between two free cells.</summary>
    /// <param name="map">The map.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="goal">Where it ends.</param>
    /// <param name="turns">Receives the path from goal to start; between two of them, seen from the one nearer to the start, lie diagonal steps first and then straight ones.</param>
    public SearchOutcome TryFind(PreparedMap map, (int X, int Y) start, (int X, int Y) goal, List<(int X, int Y)> turns)
    {
        turns.Clear();
        if (IsDirect(map.Subgoals.Map, start, goal))
        {
            turns.Add(goal);
            if (start != goal) turns.Add(start);
            return SearchOutcome.Found;
        }

        Begin(map);

        // A shortest path first turns somewhere, and from there on the labels know it, whatever leads to the goal.
        Join(start, map.Subgoals.Turns, _starts);
        Join(goal, map.Subgoals.All, _goals);
        FillHubs();
        SortGoals(start);
        var found = FindHub(start);
        foreach (var hub in _hubs) _hubCosts[hub] = Unknown;
        if (found.Cost >= Unknown) return SearchOutcome.NoPath;
        return TraceWay(start, goal, found, turns) ? SearchOutcome.Found : SearchOutcome.BadPreparation;
    }

    /// <summary>Whether the diagonal steps first and then the straight ones lead to the goal: then nothing is shorter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool IsDirect(GridMap map, (int X, int Y) start, (int X, int Y) goal)
    {
        var (x, y) = start;
        var (stepX, stepY) = (Math.Sign(goal.X - x), Math.Sign(goal.Y - y));
        while (x != goal.X && y != goal.Y)
        {
            if (!map.IsFree(x + stepX, y) || !map.IsFree(x, y + stepY) || !map.IsFree(x + stepX, y + stepY)) return false;
            (x, y) = (x + stepX, y + stepY);
        }

        for (; x != goal.X; x += stepX)
        {
            if (!map.IsFree(x + stepX, y)) return false;
        }

        for (; y != goal.Y; y += stepY)
        {
            if (!map.IsFree(x, y + stepY)) return false;
        }

        return true;
    }

    private void Begin(PreparedMap map)
    {
        _map = map;
        _hubs.Clear();
        if (_hubCosts.Length >= map.Subgoals.Count) return;
        _hubCosts = new long[map.Subgoals.Count];
        _hubStarts = new int[map.Subgoals.Count];
        Array.Fill(_hubCosts, Unknown);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join((int X, int Y) cell, ReachStops stops, List<Edge> edges)
    {
        edges.Clear();
        SubgoalReach.Find(_map.Subgoals.Map, stops, cell.X, cell.Y, _reached);
        foreach (var (x, y) in _reached) edges.Add(new Edge(GridCost.Octile(x - cell.X, y - cell.Y), _map.Subgoals.NumberOf(x, y)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillHubs()
    {
        foreach (var edge in _starts)
        {
            foreach (ref readonly var entry in _map.Label(edge.To))
            {
                var cost = edge.Cost + entry.Cost;
                ref var known = ref _hubCosts[entry.Hub];
                if (cost >= known) continue;
                if (known == Unknown) _hubs.Add(entry.Hub);
                known = cost;
                _hubStarts[entry.Hub] = edge.To;
            }
        }
    }

    /// <summary>Those nearer to the straight way first, so that the others are soon out of the question.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortGoals((int X, int Y) start)
    {
        // Insertion sort: short lists, and stable.
        for (var i = 1; i < _goals.Count; i++)
        {
            var edge = _goals[i];
            var least = Least(start, edge);
            var at = i;
            for (; at > 0 && Least(start, _goals[at - 1]) > least; at--) _goals[at] = _goals[at - 1];
            _goals[at] = edge;
        }
    }

    private long Least((int X, int Y) start, Edge edge)
    {
        var (x, y) = _map.Subgoals[edge.To];
        return edge.Cost + GridCost.Octile(x - start.X, y - start.Y);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (long Cost, int Hub, int Goal) FindHub((int X, int Y) start)
    {
        var best = (Cost: Unknown, Hub: -1, Goal: -1);
        foreach (var edge in _goals)
        {
            if (Least(start, edge) >= best.Cost) break;
            foreach (ref readonly var entry in _map.Label(edge.To))
            {
                var cost = edge.Cost + entry.Cost + _hubCosts[entry.Hub];
                if (cost < best.Cost) best = (cost, entry.Hub, edge.To);
            }
        }

        return best;
    }

    /// <summary>From the start's subgoal to the hub, and from there, backwards, to the goal's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TraceWay((int X, int Y) start, (int X, int Y) goal, (long Cost, int Hub, int Goal) found, List<(int X, int Y)> turns)
    {
        Add(turns, goal);
        if (!Walk(found.Goal, found.Hub)) return false;
        foreach (var subgoal in _way) Add(turns, _map.Subgoals[subgoal]);
        var end = _way[^1];
        if (!Walk(_hubStarts[found.Hub], found.Hub) || _way[^1] != end) return false;
        for (var i = _way.Count - 1; i >= 0; i--) Add(turns, _map.Subgoals[_way[i]]);
        Add(turns, start);
        return true;
    }

    private static void Add(List<(int X, int Y)> turns, (int X, int Y) cell)
    {
        if (turns.Count == 0 || turns[^1] != cell) turns.Add(cell);
    }

    /// <summary>Follows a label's hub; costs must fall by those of the steps, so that it ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Walk(int subgoal, int hub)
    {
        _way.Clear();
        _way.Add(subgoal);
        if (!TryFindEntry(subgoal, hub, out var entry)) return false;
        while (entry.Cost > 0)
        {
            var (x, y) = _map.Subgoals[subgoal];
            var (nextX, nextY) = _map.Subgoals[entry.Next];
            if (entry.Next == subgoal || !TryFindEntry(entry.Next, hub, out var next) || entry.Cost - next.Cost != GridCost.Octile(nextX - x, nextY - y)) return false;
            (subgoal, entry) = (entry.Next, next);
            _way.Add(subgoal);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryFindEntry(int subgoal, int hub, out LabelEntry found)
    {
        var label = _map.Label(subgoal);
        var (low, high) = (0, label.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (label[middle].Hub < hub) low = middle + 1;
            else high = middle;
        }

        found = low < label.Length ? label[low] : default;
        return low < label.Length && found.Hub == hub;
    }
}
