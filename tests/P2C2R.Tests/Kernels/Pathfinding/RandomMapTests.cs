using System.Text.Json.Nodes;

namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>The kernel against <see cref="ReferenceSearch"/>: equal counts of steps, on maps of all sizes and densities.</summary>
public sealed class RandomMapTests
{
    private const int Maps = 600;
    private const int QueriesPerMap = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Steps_are_those_of_the_reference_search(bool prepare)
    {
        var random = new Random(7_001);
        for (var round = 0; round < Maps; round++)
        {
            var rows = MakeRows(random);
            var start = (X: random.Next(rows[0].Length), Y: random.Next(rows.Length));
            var goals = Enumerable.Range(0, QueriesPerMap).Select(_ => (X: random.Next(-1, rows[0].Length + 1), Y: random.Next(-1, rows.Length + 1))).ToList();
            var answers = Solve(rows, start, goals, prepare);
            var lengths = ReferenceSearch.IsFree(rows, start.X, start.Y) ? ReferenceSearch.LengthsFrom(rows, start.X, start.Y) : null;
            for (var i = 0; i < goals.Count; i++)
            {
                AssertAnswer(rows, start, goals[i], lengths, answers[i]!, $"map {round}, query {i}: {string.Join('\n', rows)}");
            }
        }
    }

    private static void AssertAnswer(string[] rows, (int X, int Y) start, (int X, int Y) goal, ExactLength?[,]? lengths, JsonNode answer, string where)
    {
        var status = (string)answer["status"]!;
        var isOutside = goal.X < 0 || goal.Y < 0 || goal.X >= rows[0].Length || goal.Y >= rows.Length;
        var expected = isOutside ? "goal_outside"
            : lengths is null ? "start_blocked"
            : !ReferenceSearch.IsFree(rows, goal.X, goal.Y) ? "goal_blocked"
            : lengths[goal.X, goal.Y] is null ? "unreachable" : "reachable";
        Assert.True(expected == status, $"{expected} expected, {status} found, {where}");
        if (status != "reachable") return;
        var length = lengths![goal.X, goal.Y]!.Value;
        Assert.True(length == new ExactLength((int)answer["straight_steps"]!, (int)answer["diagonal_steps"]!), $"{length} expected, {where}");
        AssertPath(rows, start, goal, length, answer);
    }

    /// <summary>The path as files have it: legal, of the length that it says, and with the obstacles around it.</summary>
    private static void AssertPath(string[] rows, (int X, int Y) start, (int X, int Y) goal, ExactLength length, JsonNode answer)
    {
        var turns = answer["path"]!.AsArray().Select(t => (X: (int)t![0]!, Y: (int)t[1]!)).ToList();
        var (x, y) = start;
        var obstacles = new HashSet<(int, int)>();
        var walked = new ExactLength(0, 0);
        AddObstacles(rows, x, y, obstacles);
        foreach (var turn in turns)
        {
            while ((x, y) != turn)
            {
                var (dx, dy) = (Math.Sign(turn.X - x), Math.Sign(turn.Y - y));
                Assert.True(ReferenceSearch.IsFree(rows, x + dx, y) && ReferenceSearch.IsFree(rows, x, y + dy) && ReferenceSearch.IsFree(rows, x + dx, y + dy));
                (x, y) = (x + dx, y + dy);
                walked = dx != 0 && dy != 0 ? walked with { Diagonal = walked.Diagonal + 1 } : walked with { Straight = walked.Straight + 1 };
                AddObstacles(rows, x, y, obstacles);
            }
        }

        Assert.Equal((goal, length, obstacles.Count), ((x, y), walked, (int)answer["obstacles_avoided"]!));
    }

    private static void AddObstacles(string[] rows, int x, int y, HashSet<(int, int)> obstacles)
    {
        for (var row = Math.Max(0, y - 1); row <= Math.Min(rows.Length - 1, y + 1); row++)
        {
            for (var column = Math.Max(0, x - 1); column <= Math.Min(rows[0].Length - 1, x + 1); column++)
            {
                if (!ReferenceSearch.IsFree(rows, column, row)) obstacles.Add((column, row));
            }
        }
    }

    /// <summary>Widths go beyond 64 and 128 cells, where a row's words meet.</summary>
    internal static string[] MakeRows(Random random)
    {
        var width = random.Next(5) == 0 ? random.Next(60, 140) : random.Next(1, 24);
        var height = random.Next(5) == 0 ? random.Next(60, 140) : random.Next(1, 24);
        var percent = random.Next(0, 55);
        return [.. Enumerable.Range(0, height).Select(_ => new string([.. Enumerable.Range(0, width).Select(_ => random.Next(100) < percent ? "@OTW"[random.Next(4)] : ".GS"[random.Next(3)])]))];
    }

    private static JsonArray Solve(string[] rows, (int X, int Y) start, List<(int X, int Y)> goals, bool prepare)
    {
        var document = new JsonObject
        {
            ["rows"] = new JsonArray([.. rows.Select(r => (JsonNode)r)]),
            ["prepare"] = prepare,
            ["queries"] = new JsonArray([.. goals.Select(g => new JsonObject { ["start"] = new JsonArray(start.X, start.Y), ["goal"] = new JsonArray(g.X, g.Y) })]),
        };
        return PathsOf.Document(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString()), NoFiles.Instance);
    }
}
