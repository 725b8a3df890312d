namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Whether an answer can be right: its path is legal, leads from start to goal and has the steps that it says. The client
/// looks at every answer that way before it opens any, because whoever computed it is a stranger.
/// </summary>
internal static class AnswerCheck
{
    /// <summary>What is wrong with an answer, or null.</summary>
    public static string? Find(GridMap map, PathQuery query, PathAnswer answer)
    {
        var status = QuerySolver.Classify(map, query);
        if (status != QueryStatus.Reachable) return answer.Status == status ? null : "the status is wrong";
        if (answer.Status == QueryStatus.Unreachable) return null;
        return answer.Status == QueryStatus.Reachable ? Walk(map, query, answer) : "the status is wrong";
    }

    private static string? Walk(GridMap map, PathQuery query, PathAnswer answer)
    {
        var (x, y) = (query.StartX + 1, query.StartY + 1);
        Span<int> steps = stackalloc int[2];
        foreach (var (direction, count) in PathRuns.Read(answer.Runs.Span))
        {
            var (stepX, stepY) = PathRuns.Step(direction);
            for (var i = 0; i < count; i++)
            {
                // A diagonal step that cuts no corner passes three free cells; for a straight one two of them are the same.
                if (!map.IsFree(x + stepX, y) || !map.IsFree(x, y + stepY) || !map.IsFree(x + stepX, y + stepY)) return "the path leads through a blocked cell";
                x += stepX;
                y += stepY;
            }

            if (count < 1) return "a run has no steps";
            steps[PathRuns.IsDiagonal(direction) ? 1 : 0] += count;
        }

        if (x != query.GoalX + 1 || y != query.GoalY + 1) return "the path does not end at the goal";
        return steps[0] == answer.Straight && steps[1] == answer.Diagonal ? null : "the path has other steps than it says";
    }
}
