using System.Text.Json;
using System.Text.Json.Nodes;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Makes <c>paths.json</c> and <c>map.png</c> from the answers; docs/kernels.md describes the fields.</summary>
internal static class PathfindingPresenter
{
    private const string PathsFile = "paths.json";
    private const string PictureFile = "map.png";
    private const int FlushBytes = 1 << 20;

    /// <summary>Presents.</summary>
    public static Presentation Present(PlannedPaths paths, Stream canonical, string directory)
    {
        var answers = ReadAnswers(canonical);
        using (var file = File.Create(Path.Combine(directory, PathsFile))) WritePaths(paths, answers, file);
        int drawn;
        using (var file = File.Create(Path.Combine(directory, PictureFile))) drawn = MapPicture.Write(paths.Map, paths.Queries, answers, file);
        var figures = Figures(paths, answers);
        return new Presentation(Lines(paths, answers, figures, drawn), [PathsFile, PictureFile], figures);
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

        foreach (var status in Enum.GetValues<QueryStatus>().Where(static s => s != QueryStatus.Reachable))
        {
            var count = answers.Count(a => a.Status == status);
            if (count > 0) lines.Add($"{count} x {Name(status)}");
        }

        if (paths.Lengths is not null) lines.Add($"greatest difference from the scenario's lengths: {figures["scenario_max_difference"]!.GetValue<double>():F6}");
        lines.Add($"map of {paths.Map.Width} x {paths.Map.Height} cells; {drawn} paths drawn in {PictureFile}");
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
        if (paths.Lengths is { } lengths) figures["scenario_max_difference"] = answers.Select((a, i) => Difference(a, lengths[i])).Max();
        return figures;
    }

    /// <summary>A query that a scenario says is solvable and that has no path differs by its whole length.</summary>
    private static double Difference(PathAnswer answer, double length) => Math.Abs(answer.Length - length);

    private static void WritePaths(PlannedPaths paths, List<PathAnswer> answers, Stream file)
    {
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteNumber("map_width", paths.Map.Width);
        json.WriteNumber("map_height", paths.Map.Height);
        json.WriteStartArray("paths");
        for (var i = 0; i < answers.Count; i++)
        {
            WritePath(json, paths.Queries[i], answers[i]);
            if (json.BytesPending > FlushBytes) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePath(Utf8JsonWriter json, PathQuery query, PathAnswer answer)
    {
        json.WriteStartObject();
        WriteCell(json, "start", query.StartX, query.StartY);
        WriteCell(json, "goal", query.GoalX, query.GoalY);
        json.WriteString("status", Name(answer.Status));
        if (answer.Status == QueryStatus.Reachable)
        {
            json.WriteNumber("distance", answer.Length);
            json.WriteNumber("steps", answer.Straight + answer.Diagonal);
            json.WriteNumber("straight_steps", answer.Straight);
            json.WriteNumber("diagonal_steps", answer.Diagonal);
            json.WriteNumber("obstacles_avoided", answer.Obstacles);
            json.WriteStartArray("path");
            WriteTurns(json, query, answer);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTurns(Utf8JsonWriter json, PathQuery query, PathAnswer answer)
    {
        var (x, y) = (query.StartX, query.StartY);
        WriteCell(json, null, x, y);
        foreach (var (direction, steps) in PathRuns.Read(answer.Runs.Span))
        {
            var (stepX, stepY) = PathRuns.Step(direction);
            (x, y) = (x + (stepX * steps), y + (stepY * steps));
            WriteCell(json, null, x, y);
        }
    }

    private static void WriteCell(Utf8JsonWriter json, string? name, int x, int y)
    {
        if (name is null) json.WriteStartArray();
        else json.WriteStartArray(name);
        json.WriteNumberValue(x);
        json.WriteNumberValue(y);
        json.WriteEndArray();
    }

    private static string Name(QueryStatus status) => status switch
    {
        QueryStatus.Reachable => "reachable",
        QueryStatus.Unreachable => "unreachable",
        QueryStatus.StartOutside => "start_outside",
        QueryStatus.GoalOutside => "goal_outside",
        QueryStatus.StartBlocked => "start_blocked",
        _ => "goal_blocked",
    };
}
