using System.Text.Json;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Writes <c>paths.json</c>; docs/kernels/pathfinding.md describes the fields.</summary>
internal static class PathsFile
{
    /// <summary>Its name.</summary>
    public const string Name = "paths.json";

    private const int FlushBytes = 1 << 20;

    /// <summary>Writes it.</summary>
    public static void Write(Stream file, GridMap map, IReadOnlyList<PathQuery> queries, IReadOnlyList<PathAnswer> answers, bool withObstacles)
    {
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteNumber("map_width", map.Width);
        json.WriteNumber("map_height", map.Height);
        json.WriteStartArray("paths");
        for (var i = 0; i < answers.Count; i++)
        {
            WritePath(json, queries[i], answers[i], withObstacles);
            if (json.BytesPending > FlushBytes) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>For people: how often there is no path, and why.</summary>
    public static IEnumerable<string> CountStatuses(IReadOnlyList<PathAnswer> answers) =>
        from status in Enum.GetValues<QueryStatus>()
        where status != QueryStatus.Reachable
        let count = answers.Count(a => a.Status == status)
        where count > 0
        select $"{count} x {NameOf(status)}";

    private static void WritePath(Utf8JsonWriter json, PathQuery query, PathAnswer answer, bool withObstacles)
    {
        json.WriteStartObject();
        WriteCell(json, "start", query.StartX, query.StartY);
        WriteCell(json, "goal", query.GoalX, query.GoalY);
        json.WriteString("status", NameOf(answer.Status));
        if (answer.Status == QueryStatus.Reachable)
        {
            json.WriteNumber("distance", answer.Length);
            json.WriteNumber("steps", answer.Straight + answer.Diagonal);
            json.WriteNumber("straight_steps", answer.Straight);
            json.WriteNumber("diagonal_steps", answer.Diagonal);
            if (withObstacles) json.WriteNumber("obstacles_avoided", answer.Obstacles);
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

    private static string NameOf(QueryStatus status) => status switch
    {
        QueryStatus.Reachable => "reachable",
        QueryStatus.Unreachable => "unreachable",
        QueryStatus.StartOutside => "start_outside",
        QueryStatus.GoalOutside => "goal_outside",
        QueryStatus.StartBlocked => "start_blocked",
        _ => "goal_blocked",
    };
}
