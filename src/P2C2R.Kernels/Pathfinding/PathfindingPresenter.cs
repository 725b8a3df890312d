using System.Text.Json.Nodes;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Makes <c>paths.json</c> and <c>map.png</c> from the answers; docs/kernels/pathfinding.md describes the fields.</summary>
internal static class PathfindingPresenter
{
    private const string PictureFile = "map.png";

    // Scenario files print about six significant digits.
    private const double ScenarioTolerance = 0.006;

    /// <summary>Presents.</summary>
    public static Presentation Present(PlannedPaths paths, Stream canonical, string directory)
    {
        var answers = ReadAnswers(canonical);
        using (var file = File.Create(Path.Combine(directory, PathsFile.Name))) PathsFile.Write(file, paths.Map, paths.Queries, answers, withObstacles: true);
        int drawn;
        using (var file = File.Create(Path.Combine(directory, PictureFile))) drawn = MapPicture.Write(paths.Map, paths.Queries, answers, file);
        var figures = Figures(paths, answers);
        return new Presentation(Lines(paths, answers, figures, drawn), [PathsFile.Name, PictureFile], figures);
    }

    private static List<PathAnswer> ReadAnswers(Stream canonical)
    {
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var answers = new List<PathAnswer>();
        if (!AnswerFormat.TryRead(memory.GetBuffer().AsMemory(0, (int)memory.Length), answers)) throw new ArgumentException("not a merged output of this kernel", nameof(canonical));
        return answers;
    }

    private static List<string> Lines(PlannedPaths paths, List<PathAnswer> answers, JsonObject figures, int drawn)
    {
        var lines = new List<string>();
        if (answers is [{ Status: QueryStatus.Reachable } only])
        {
            lines.Add($"path of {only.Length:F3} ({only.Straight} straight and {only.Diagonal} diagonal steps), {only.Obstacles} obstacles avoided");
        }
        else
        {
            lines.Add($"{figures["reachable"]} of {answers.Count} queries have a path, {figures["total_distance"]!.GetValue<double>():F1} cells long together, {figures["obstacles_avoided"]} obstacles avoided");
        }

        lines.AddRange(PathsFile.CountStatuses(answers));
        if (paths.Lengths is not null) lines.Add($"greatest difference from the scenario's lengths: {figures["scenario_max_difference"]!.GetValue<double>():F6}, {figures["mismatches"]} mismatches");
        lines.Add($"map of {paths.Map.Width} x {paths.Map.Height} cells{(paths.IsPrepared ? ", prepared" : "")}; {drawn} paths drawn in {PictureFile}");
        return lines;
    }

    private static JsonObject Figures(PlannedPaths paths, List<PathAnswer> answers)
    {
        var reachable = answers.Count(static a => a.Status == QueryStatus.Reachable);
        var figures = new JsonObject
        {
            ["queries"] = answers.Count,
            ["reachable"] = reachable,
            ["unreachable"] = answers.Count - reachable,
            ["straight_steps"] = answers.Sum(static a => (long)a.Straight),
            ["diagonal_steps"] = answers.Sum(static a => (long)a.Diagonal),
            ["total_distance"] = answers.Sum(static a => a.Length),
            ["obstacles_avoided"] = answers.Sum(static a => (long)a.Obstacles),
            ["map_width"] = paths.Map.Width,
            ["map_height"] = paths.Map.Height,
        };
        if (paths.Lengths is not { } lengths) return figures;
        figures["scenario_max_difference"] = answers.Select((a, i) => Difference(a, lengths[i])).Max();
        figures["mismatches"] = answers.Where((a, i) => Difference(a, lengths[i]) > ScenarioTolerance).Count();
        return figures;
    }

    /// <summary>A query that a scenario says is solvable and that has no path differs by its whole length.</summary>
    private static double Difference(PathAnswer answer, double length) => Math.Abs(answer.Length - length);
}
