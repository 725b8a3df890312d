namespace P2C2R.Kernels.Pathfinding;

/// <summary>Answers queries one after another, with memory that it keeps. For one thread at a time.</summary>
internal sealed class QuerySolver
{
    private readonly JumpPointSearch _search = new();
    private readonly List<(int X, int Y)> _jumpPoints = [];
    private readonly List<(int Direction, int Steps)> _runs = [];

    /// <summary>The path of the last answer, from start to goal.</summary>
    public IReadOnlyList<(int Direction, int Steps)> Runs => _runs;

    /// <summary>Answers a query.</summary>
    /// <param name="map">The map.</param>
    /// <param name="components">Its components.</param>
    /// <param name="query">The query.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>The answer, without <see cref="PathAnswer.Runs"/>, which are in <see cref="Runs"/>.</returns>
    public PathAnswer Solve(GridMap map, GridComponents components, PathQuery query, CancellationToken cancellation)
    {
        _runs.Clear();
        var status = Classify(map, query);
        if (status != QueryStatus.Reachable) return new PathAnswer(status, 0, 0, 0, default);
        var start = (X: query.StartX + 1, Y: query.StartY + 1);
        var goal = (X: query.GoalX + 1, Y: query.GoalY + 1);
        if (components.Of(start.X, start.Y) != components.Of(goal.X, goal.Y) || !_search.TryFind(map, start, goal, _jumpPoints, cancellation))
        {
            return new PathAnswer(QueryStatus.Unreachable, 0, 0, 0, default);
        }

        CollectRuns();
        var straight = _runs.Where(static r => !PathRuns.IsDiagonal(r.Direction)).Sum(static r => r.Steps);
        var diagonal = _runs.Where(static r => PathRuns.IsDiagonal(r.Direction)).Sum(static r => r.Steps);
        return new PathAnswer(QueryStatus.Reachable, straight, diagonal, CountObstacles(map, start), default);
    }

    /// <summary>What can be said of a query before any search: <see cref="QueryStatus.Reachable"/> where nothing speaks against it.</summary>
    public static QueryStatus Classify(GridMap map, PathQuery query)
    {
        if (!map.Contains(query.StartX, query.StartY)) return QueryStatus.StartOutside;
        if (!map.Contains(query.GoalX, query.GoalY)) return QueryStatus.GoalOutside;
        if (!map.IsFree(query.StartX + 1, query.StartY + 1)) return QueryStatus.StartBlocked;
        return map.IsFree(query.GoalX + 1, query.GoalY + 1) ? QueryStatus.Reachable : QueryStatus.GoalBlocked;
    }

    private void CollectRuns()
    {
        for (var i = _jumpPoints.Count - 1; i > 0; i--)
        {
            var dx = _jumpPoints[i - 1].X - _jumpPoints[i].X;
            var dy = _jumpPoints[i - 1].Y - _jumpPoints[i].Y;
            var diagonal = Math.Min(Math.Abs(dx), Math.Abs(dy));
            var stepX = Math.Sign(dx);
            var stepY = Math.Sign(dy);
            AddRun(stepX, stepY, diagonal);
            if (Math.Abs(dx) > diagonal) AddRun(stepX, 0, Math.Abs(dx) - diagonal);
            else AddRun(0, stepY, Math.Abs(dy) - diagonal);
        }
    }

    private void AddRun(int stepX, int stepY, int steps)
    {
        if (steps == 0) return;
        var direction = PathRuns.Direction(stepX, stepY);
        if (_runs is [.., var last] && last.Direction == direction) _runs[^1] = (direction, last.Steps + steps);
        else _runs.Add((direction, steps));
    }

    private int CountObstacles(GridMap map, (int X, int Y) start)
    {
        var (x, y) = start;
        var count = CountObstaclesAround(map, x, y);
        foreach (var (direction, steps) in _runs)
        {
            var (stepX, stepY) = PathRuns.Step(direction);
            for (var i = 0; i < steps; i++)
            {
                x += stepX;
                y += stepY;
                count += CountObstaclesAround(map, x, y);
            }
        }

        return count;
    }

    private int CountObstaclesAround(GridMap map, int x, int y)
    {
        var count = 0;
        for (var row = y - 1; row <= y + 1; row++)
        {
            // Three neighbours at a time; most cells have none blocked.
            if (row < 1 || row > map.Height || ThreeFree(map, x - 1, row)) continue;
            for (var column = Math.Max(x - 1, 1); column <= Math.Min(x + 1, map.Width); column++)
            {
                if (!map.IsFree(column, row) && _search.TryMark(map.Index(column, row))) count++;
            }
        }

        return count;
    }

    private static bool ThreeFree(GridMap map, int x, int y)
    {
        var at = (y * map.RowWords) + (x >> 6);
        var shift = x & 63;
        var bits = map.Rows[at] >> shift;
        if (shift > 61) bits |= map.Rows[at + 1] << (64 - shift);
        return (bits & 7) == 7;
    }
}
