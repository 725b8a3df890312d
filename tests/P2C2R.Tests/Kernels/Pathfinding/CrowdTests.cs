using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Pathfinding;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>Crowds against <see cref="ReferenceSearch"/> from the goal: every path optimal, every field a way to the goal.</summary>
public sealed class CrowdTests
{
    private const int Maps = 300;

    private readonly PathfindingKernel _kernel = new();

    [Fact]
    public void Every_agent_walks_as_the_reference_search_does()
    {
        var random = new Random(9_331);
        for (var round = 0; round < Maps; round++)
        {
            var rows = RandomMapTests.MakeRows(random);
            var goal = (X: random.Next(-1, rows[0].Length + 1), Y: random.Next(-1, rows.Length + 1));
            var agents = Enumerable.Range(0, 20).Select(_ => (X: random.Next(-1, rows[0].Length + 1), Y: random.Next(-1, rows.Length + 1))).ToList();
            var answers = PathsOf.Document(Bytes(rows, goal, new JsonArray([.. agents.Select(a => new JsonArray(a.X, a.Y))])), NoFiles.Instance);
            for (var i = 0; i < agents.Count; i++) AssertAnswer(rows, agents[i], goal, answers[i]!, $"map {round}, agent {i}: {string.Join('\n', rows)}");
        }
    }

    [Fact]
    public void Drawn_agents_stand_on_free_cells_and_walk_optimally()
    {
        var rows = SampleMap.Rows();
        var answers = PathsOf.Document(Bytes(rows, (60, 46), new JsonObject { ["count"] = 3_000, ["seed"] = -5 }), NoFiles.Instance);
        Assert.Equal(3_000, answers.Count);
        var lengths = ReferenceSearch.LengthsFrom(rows, 60, 46);
        foreach (var answer in answers)
        {
            var (x, y) = ((int)answer!["start"]![0]!, (int)answer["start"]![1]!);
            Assert.Equal(lengths[x, y], new ExactLength((int)answer["straight_steps"]!, (int)answer["diagonal_steps"]!));
        }

        // 3,000 of some thousand cells: a generator that clumps would show.
        Assert.InRange(answers.Select(static a => a!["start"]!.ToJsonString()).Distinct().Count(), 1_900, 3_000);
    }

    [Fact]
    public void The_field_file_has_a_direction_and_the_reference_length_for_each_cell()
    {
        var rows = SampleMap.Rows();
        var file = Present(Bytes(rows, (60, 46), new JsonArray(new JsonArray(1, 50))), "field.bin");
        var (width, height) = (BitConverter.ToInt32(file, 0), BitConverter.ToInt32(file, 4));
        Assert.Equal((rows[0].Length, rows.Length, 8 + (5 * width * height)), (width, height, file.Length));
        var lengths = ReferenceSearch.LengthsFrom(rows, 60, 46);
        for (var cell = 0; cell < width * height; cell++)
        {
            var length = BitConverter.ToSingle(file, 8 + (width * height) + (4 * cell));
            Assert.Equal(lengths[cell % width, cell / width]?.Value ?? -1, length, 1e-3);
            Assert.Equal(length < 0 ? 255 : length == 0 ? 8 : -1, file[8 + cell] < 8 ? -1 : file[8 + cell]);
        }
    }

    [Fact]
    public void The_bytes_do_not_depend_on_how_agents_are_cut_into_slices()
    {
        var rows = SampleMap.Rows();
        var drawn = PathsOf.Document(Bytes(rows, (60, 46), new JsonObject { ["count"] = 2_500, ["seed"] = 3 }), NoFiles.Instance);
        var listed = new JsonArray([.. drawn.Select(static a => a!["start"]!.DeepClone())]);
        Assert.True(_kernel.Plan(Bytes(rows, (60, 46), listed.DeepClone()), NoFiles.Instance).Slices.Count > 3);
        Assert.Equal(drawn.ToJsonString(), PathsOf.Document(Bytes(rows, (60, 46), listed), NoFiles.Instance).ToJsonString());
    }

    [Fact]
    public void Random_and_mutated_slices_never_throw()
    {
        SliceInputFuzzer.Fuzz(_kernel, _kernel.Plan(Bytes(SampleMap.Rows(), (60, 46), new JsonObject { ["count"] = 40 }), NoFiles.Instance), 1_500);
        SliceInputFuzzer.Fuzz(_kernel, _kernel.Plan("""{"rows":["...","..@"],"goal":[0,0],"agents":[[2,0],[1,1]]}"""u8.ToArray(), NoFiles.Instance), 6_000);
    }

    [Theory]
    [InlineData("""{"rows":[".."],"goal":[0,0],"agents":{"count":2000000000}}""", "\"count\" must be a whole number from 1 to 1000000, not 2000000000")]
    [InlineData("""{"rows":[".."],"goal":[0,0],"agents":{"seed":1}}""", "\"agents\" has no \"count\"")]
    [InlineData("""{"rows":[".."],"goal":[0,0],"agents":{"count":1,"speed":1}}""", "\"speed\" is not a field here; the fields are count, seed")]
    [InlineData("""{"rows":[".."],"goal":[0,0],"agents":[]}""", "there is no agent")]
    [InlineData("""{"rows":[".."],"goal":[0,0],"agents":[[1]]}""", "\"agents\" is a cell: [x, y]")]
    [InlineData("""{"rows":[".."],"agents":[[1,0]]}""", "\"goal\" is missing")]
    [InlineData("""{"rows":[".."],"start":[0,0],"goal":[0,0],"agents":[[1,0]]}""", "neither \"start\" nor \"queries\"")]
    [InlineData("""{"rows":["@@"],"goal":[0,0],"agents":{"count":5}}""", "the map has no free cell")]
    public void A_wrong_crowd_is_refused(string document, string expected)
    {
        var e = Assert.Throws<InputException>(() => _kernel.Plan(Encoding.UTF8.GetBytes(document), NoFiles.Instance));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_and_paths_of_a_liar_are_not_merged()
    {
        var plan = _kernel.Plan("""{"rows":["....","..@.","...."],"goal":[0,0],"agents":[[3,0],[3,2],[2,1]]}"""u8.ToArray(), NoFiles.Instance);
        var results = Execute(plan);
        Assert.Null(TaskMerger.Merge(_kernel, plan, results, 1, new MemoryStream()).Failure);
        var refused = 0;
        foreach (var (slice, at) in results.SelectMany(static (r, i) => Enumerable.Range(0, r.Answer.Length).Select(at => (i, at))))
        {
            var lie = results[slice].Answer.ToArray();
            lie[at] ^= 0x11;
            if (TaskMerger.Merge(_kernel, plan, [.. results.Select((r, i) => i == slice ? r with { Answer = lie } : r)], 1, new MemoryStream()).Failure is not null) refused++;
        }

        Assert.InRange(refused, results.Sum(static r => r.Answer.Length) / 2, int.MaxValue);
    }

    [Fact]
    public void A_picture_is_a_map()
    {
        var pixels = new byte[3 * 3 * 2];
        byte[] brightness = [255, 128, 127, 200, 0, 255];
        for (var i = 0; i < brightness.Length; i++) pixels.AsSpan(3 * i, 3).Fill(brightness[i]);
        var png = new MemoryStream();
        PngWriter.Write(png, 3, 2, pixels);
        var document = """{"map":"mask.png","queries":[{"start":[0,0],"goal":[1,0]},{"start":[0,0],"goal":[2,0]},{"start":[0,0],"goal":[2,1]},{"start":[0,0],"goal":[0,1]}]}"""u8.ToArray();
        var answers = PathsOf.Document(document, new OneFile(png.ToArray()));
        Assert.Equal(["reachable", "goal_blocked", "unreachable", "reachable"], answers.Select(static a => (string)a!["status"]!));
        var e = Assert.Throws<InputException>(() => _kernel.Plan(document, new OneFile(png.ToArray()[..40])));
        Assert.Contains("mask.png: not a readable PNG", e.Message, StringComparison.Ordinal);
    }

    private static byte[] Bytes(string[] rows, (int X, int Y) goal, JsonNode agents) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["rows"] = new JsonArray([.. rows.Select(static r => (JsonNode)r)]),
        ["goal"] = new JsonArray(goal.X, goal.Y),
        ["agents"] = agents,
    }.ToJsonString());

    private static void AssertAnswer(string[] rows, (int X, int Y) agent, (int X, int Y) goal, JsonNode answer, string where)
    {
        var status = (string)answer["status"]!;
        var lengths = ReferenceSearch.IsFree(rows, goal.X, goal.Y) ? ReferenceSearch.LengthsFrom(rows, goal.X, goal.Y) : null;
        var length = ReferenceSearch.IsFree(rows, agent.X, agent.Y) ? lengths?[agent.X, agent.Y] : null;
        Assert.True(status == "reachable" == (length is not null), where);
        if (length is not null) Assert.True(length == new ExactLength((int)answer["straight_steps"]!, (int)answer["diagonal_steps"]!), where);
    }

    private byte[] Present(byte[] document, string file)
    {
        var plan = _kernel.Plan(document, NoFiles.Instance);
        using var canonical = new MemoryStream();
        Assert.Null(new LocalRun(_kernel, plan, 1, null, TestContext.Current.CancellationToken).Run(canonical).Failure);
        canonical.Position = 0;
        var folder = Directory.CreateTempSubdirectory("p2c2r");
        try
        {
            _kernel.Present(plan, canonical, folder.FullName);
            return File.ReadAllBytes(Path.Combine(folder.FullName, file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private List<SliceResult> Execute(TaskPlan plan)
    {
        var results = new List<SliceResult>();
        foreach (var planned in plan.Slices)
        {
            using var output = new SliceOutputStream();
            SliceData[] dependencies = [.. planned.DependsOn.Select(d => new SliceData(Sha256Hash.Of(results[d].Answer.Span), results[d].Answer))];
            var executed = SliceExecutor.Execute(_kernel, new SliceExecution { Input = planned.Input, Dependencies = dependencies, Output = output, MaxUnits = planned.MaxUnits }, output);
            Assert.Null(executed.Failure);
            results.Add(new SliceResult(results.Count, executed.Trailer, output.Memory[..^OutputTrailer.Size].ToArray()));
        }

        return results;
    }

    private sealed class OneFile(byte[] bytes) : IInputFiles
    {
        public ReadOnlyMemory<byte> Read(string name) => bytes;
    }
}
