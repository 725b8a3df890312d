using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using P2C2R.Kernels.Pathfinding.Preparation;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Answers queries one after another, with memory that it keeps. For one thread at a time.</summary>
internal sealed class QuerySolver
{
    private readonly JumpPointSearch _search = new();
    private readonly LabelSearch _labels = new();
    private readonly ObstacleCount _obstacles = new();
    private readonly List<(int X, int Y)> _turns = [];
    private readonly List<(int Direction, int Steps)> _runs = [];
    private GridMap _map = null!;
    private GridComponents? _components;
    private PreparedMap? _prepared;

    /// <summary>The path of the last answer, from start to goal.</summary>
    public ReadOnlySpan<(int Direction, int Steps)> Runs => CollectionsMarshal.AsSpan(_runs);

    /// <summary>Whether the map is prepared.</summary>
    public bool IsPrepared => _prepared is not null;

    /// <summary>Takes the map of the next queries.</summary>
    /// <param name="map">The map.</param>
    /// <param name="components">Its components; needed where it isn't prepared.</param>
    /// <param name="prepared">It with its labels, or null.</param>
    public void Take(GridMap map, GridComponents? components, PreparedMap? prepared) => (_map, _components, _prepared) = (map, components, prepared);

    /// <summary>Answers a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The answer, without <see cref="PathAnswer.Runs"/>, which are in <see cref="Runs"/>; null where the preparation contradicts the map.</returns>
    public PathAnswer? Solve(PathQuery query, CancellationToken cancellation)
    {
        _runs.Clear();
        var status = Classify(_map, query);
        if (status != QueryStatus.Reachable) return new PathAnswer(status, 0, 0, 0, default);
        var start = (X: query.StartX + 1, Y: query.StartY + 1);
        var outcome = Search(start, (query.GoalX + 1, query.GoalY + 1), cancellation);
        if (outcome == SearchOutcome.BadPreparation) return null;
        if (outcome == SearchOutcome.NoPath) return new PathAnswer(QueryStatus.Unreachable, 0, 0, 0, default);
        CollectRuns();
        Span<int> steps = stackalloc int[2];
        foreach (var (direction, count) in _runs) steps[PathRuns.IsDiagonal(direction) ? 1 : 0] += count;
        return new PathAnswer(QueryStatus.Reachable, steps[0], steps[1], _obstacles.Around(_map, start, _runs), default);
    }

    /// <summary>What can be said of a query before any search: <see cref="QueryStatus.Reachable"/> where nothing speaks against it.</summary>
    public static QueryStatus Classify(GridMap map, PathQuery query)
    {
        if (!map.Contains(query.StartX, query.StartY)) return QueryStatus.StartOutside;
        if (!map.Contains(query.GoalX, query.GoalY)) return QueryStatus.GoalOutside;
        if (!map.IsFree(query.StartX + 1, query.StartY + 1)) return QueryStatus.StartBlocked;
        return map.IsFree(query.GoalX + 1, query.GoalY + 1) ? QueryStatus.Reachable : QueryStatus.GoalBlocked;
    }

    private SearchOutcome Search((int X, int Y) start, (int X, int Y) goal, CancellationToken cancellation)
    {
        if (_prepared is { } prepared) return _labels.TryFind(prepared, start, goal, _turns);
        if (_components!.Of(start.X, start.Y) != _components.Of(goal.X, goal.Y)) return SearchOutcome.NoPath;
        return _search.TryFind(_map, start, goal, _turns, cancellation) ? SearchOutcome.Found : SearchOutcome.NoPath;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CollectRuns()
    {
        for (var i = _turns.Count - 1; i > 0; i--)
        {
            var dx = _turns[i - 1].X - _turns[i].X;
            var dy = _turns[i - 1].Y - _turns[i].Y;
            var diagonal = Math.Min(Math.Abs(dx), Math.Abs(dy));
            var stepX = Math.Sign(dx);
            var stepY = Math.Sign(dy);
            AddRun(stepX, stepY, diagonal);
            if (Math.Abs(dx) > diagonal) AddRun(stepX, 0, Math.Abs(dx) - diagonal);
            else AddRun(0, stepY, Math.Abs(dy) - diagonal);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddRun(int stepX, int stepY, int steps)
    {
        if (steps == 0) return;
        var direction = PathRuns.Direction(stepX, stepY);
        if (_runs is [.., var last] && last.Direction == direction) _runs[^1] = (direction, last.Steps + steps);
        else _runs.Add((direction, steps));
    }
}
