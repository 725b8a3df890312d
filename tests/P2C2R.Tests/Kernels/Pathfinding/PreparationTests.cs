using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding;
using P2C2R.Kernels.Pathfinding.Preparation;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>Prepared maps: every pair of cells against the reference search, the planner's rule, lies, limits and cancelling.</summary>
public sealed class PreparationTests
{
    /// <summary>In every run; P2C2R_FULL_SWEEP=1 takes more, which takes a minute.</summary>
    private static readonly int Maps = Environment.GetEnvironmentVariable("P2C2R_FULL_SWEEP") == "1" ? 2_000 : 60;

    // A cancel is seen within 50 ms; on a machine that does ten other things a test waits longer before it complains.

    private readonly PathfindingKernel _kernel = new();

    [Fact]
    public void Every_pair_of_cells_has_the_length_of_the_reference_search()
    {
        var random = new Random(61_007);
        for (var round = 0; round < Maps; round++)
        {
            var (width, percent) = (random.Next(6, 15), random.Next(3, 45));
            string[] rows = [.. Enumerable.Range(0, random.Next(6, 15)).Select(_ => string.Concat(Enumerable.Range(0, width).Select(_ => random.Next(100) < percent ? '@' : '.')))];
            AssertAllPairs(rows, $"map {round}: {string.Join('\n', rows)}");
        }
    }

    [Fact]
    public void The_planner_prepares_where_that_is_worthwhile_and_possible()
    {
        Assert.False(IsPrepared(66, 64, 255, null, isDense: false));
        Assert.True(IsPrepared(66, 64, 256, null, isDense: false));
        Assert.False(IsPrepared(60, 64, 256, null, isDense: false));
        Assert.False(IsPrepared(66, 64, 256, false, isDense: false));
        Assert.True(IsPrepared(10, 10, 1, true, isDense: false));
        Assert.False(IsPrepared(66, 64, 256, true, isDense: true));
    }

    [Fact]
    public void One_map_has_one_preparation_whatever_is_asked()
    {
        var (a, b) = (Plan(66, 64, 300, null, false), Plan(66, 64, 1, true, false));
        Assert.Equal(a.Slices[0].Input.ToArray(), b.Slices[0].Input.ToArray());
        Assert.Equal((a.Slices[0].MaxUnits, false), (b.Slices[0].MaxUnits, b.Slices[0].Deliver));
        Assert.All(a.Slices.Skip(1), static s => Assert.Equal([0], s.DependsOn));
    }

    [Fact]
    public void Labels_that_contradict_the_map_are_refused_or_merely_found_out()
    {
        var plan = Plan(24, 24, 40, true, isDense: false);
        var preparation = Execute(plan.Slices[0], []).Answer;
        var random = new Random(5);
        var refused = 0;
        for (var round = 0; round < 400; round++)
        {
            var lie = (byte[])preparation.Clone();
            for (var i = 0; i < 3; i++) lie[random.Next(5, lie.Length)] = (byte)random.Next(256);
            var (trailer, answer) = Execute(plan.Slices[1], lie);
            if (trailer.Outcome == SliceOutcome.InputRefused)
            {
                refused++;
                continue;
            }

            // Whatever was answered, what is merged is a legal path from start to goal.
            TaskMerger.Merge(_kernel, plan, [new SliceResult(1, trailer, answer)], 1, Stream.Null);
        }

        Assert.InRange(refused, 200, 400);
    }

    [Fact]
    public void A_map_that_is_too_complex_is_searched_instead()
    {
        var plan = Plan(24, 24, 40, true, isDense: false);
        var tooComplex = new MemoryStream();
        PreparedMap.Write(null, tooComplex, CancellationToken.None);
        var (trailer, answer) = Execute(plan.Slices[1], tooComplex.ToArray());
        Assert.Equal(SliceOutcome.Completed, trailer.Outcome);
        Assert.Null(TaskMerger.Merge(_kernel, plan, [new SliceResult(1, trailer, answer)], 1, Stream.Null).Failure);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_cancelled_slice_begins_nothing_on_the_biggest_maps(bool isOpen)
    {
        var slice = BiggestMap(isOpen);
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(
            _kernel,
            new SliceExecution { Input = slice.Plan.Input, Blobs = [slice.Map], Output = output, MaxUnits = slice.Plan.MaxUnits, Cancellation = new CancellationToken(canceled: true) },
            output);
        Assert.Equal(ErrorCode.Cancelled, executed.Failure?.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(10)]
    public void A_cancel_in_the_middle_ends_a_preparation(int after)
    {
        var plan = Halls();
        using var source = new CancellationTokenSource();
        using var output = new SliceOutputStream();
        var seen = 0;
        void Cancel(double fraction)
        {
            if (++seen == after) source.Cancel();
        }

        var executed = SliceExecutor.Execute(
            _kernel, new SliceExecution { Input = plan.Slices[0].Input, Output = output, MaxUnits = plan.Slices[0].MaxUnits, Progress = Cancel, Cancellation = source.Token }, output);
        Assert.Equal(ErrorCode.Cancelled, executed.Failure?.Code);
    }

    [Fact]
    public void Progress_goes_from_nothing_to_all_and_never_back()
    {
        var seen = new List<double>();
        var plan = Halls();
        using var output = new SliceOutputStream();
        SliceExecutor.Execute(_kernel, new SliceExecution { Input = plan.Slices[0].Input, Output = output, MaxUnits = plan.Slices[0].MaxUnits, Progress = seen.Add }, output);
        Assert.True(seen.Count > 10);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
    }

    private TaskPlan Halls()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "samples", "ai_pathfinding");
        return _kernel.Plan(File.ReadAllBytes(Path.Combine(folder, "halls_prepared.json")), new FilesIn(folder));
    }

    private static void AssertAllPairs(string[] rows, string where)
    {
        var cells = (from y in Enumerable.Range(0, rows.Length) from x in Enumerable.Range(0, rows[0].Length) where rows[y][x] == '.' select (X: x, Y: y)).ToList();
        var map = GridMap.Read(GridMap.Write(rows[0].Length, rows.Length, (x, y) => rows[y][x] == '.'))!;
        var subgoals = new Subgoals(map, CancellationToken.None);
        var graph = new SubgoalGraph(subgoals, int.MaxValue, CancellationToken.None);
        var order = CoverageOrder.Find(graph, static _ => { }, CancellationToken.None);
        LeafOrder.Apply(graph, order, CancellationToken.None);
        using var bytes = new MemoryStream();
        PreparedMap.Write(LabelBuilder.Build(graph, order, int.MaxValue, static _ => { }, CancellationToken.None), bytes, CancellationToken.None);
        var solver = new QuerySolver();
        solver.Take(map, null, PreparedMap.Read(subgoals, bytes.ToArray(), CancellationToken.None));
        foreach (var start in cells)
        {
            var lengths = ReferenceSearch.LengthsFrom(rows, start.X, start.Y);
            foreach (var goal in cells)
            {
                var answer = solver.Solve(new PathQuery(start.X, start.Y, goal.X, goal.Y), CancellationToken.None)!.Value;
                ExactLength? found = answer.Status == QueryStatus.Reachable ? new ExactLength(answer.Straight, answer.Diagonal) : null;
                if (lengths[goal.X, goal.Y] != found) Assert.Fail($"{start} to {goal}: {found} and not {lengths[goal.X, goal.Y]}, {where}");
            }
        }
    }

    private static (PlannedSlice Plan, SliceData Map) BiggestMap(bool isOpen)
    {
        // Scattered single obstacles in the open, each with four corners; or every second cell blocked: as many runs of cells as there can be.
        var bytes = GridMap.Write(4096, 4096, isOpen ? static (x, y) => x % 12 != 5 || y % 13 != 5 + (x % 7) : static (x, y) => ((x + y) & 1) == 0);
        var input = SliceInput.Begin(isOpen ? SliceJob.Prepare : SliceJob.Queries, bytes);
        if (!isOpen) QueryBatch.Write(input, [new PathQuery(0, 0, 4094, 4094)]);
        return (new PlannedSlice(input.Written, [], [], 1, long.MaxValue), new SliceData(Sha256Hash.Of(bytes), bytes));
    }

    private bool IsPrepared(int width, int height, int queries, bool? prepare, bool isDense) => Plan(width, height, queries, prepare, isDense).Slices[0].Deliver == false;

    private TaskPlan Plan(int width, int height, int queries, bool? prepare, bool isDense)
    {
        var document = new JsonObject
        {
            ["rows"] = new JsonArray([.. Enumerable.Range(0, height).Select(y => (JsonNode)string.Concat(Enumerable.Range(0, width).Select(x => isDense && x % 3 == 1 && y % 2 == 1 ? '@' : '.')))]),
            ["queries"] = new JsonArray([.. Enumerable.Range(0, queries).Select(i => new JsonObject { ["start"] = new JsonArray(i % width, 0), ["goal"] = new JsonArray(0, i % height) })]),
        };
        if (!isDense) document["rows"]![5] = "..@.@@" + new string('.', width - 6);
        if (prepare is { } wanted) document["prepare"] = wanted;
        return _kernel.Plan(Encoding.UTF8.GetBytes(document.ToJsonString()), NoFiles.Instance);
    }

    private (OutputTrailer Trailer, byte[] Answer) Execute(PlannedSlice slice, byte[] preparation)
    {
        using var output = new SliceOutputStream(int.MaxValue);
        SliceData[] dependencies = [.. slice.DependsOn.Select(_ => new SliceData(Sha256Hash.Of(preparation), preparation))];
        var executed = SliceExecutor.Execute(_kernel, new SliceExecution { Input = slice.Input, Dependencies = dependencies, Output = output, MaxUnits = slice.MaxUnits }, output);
        Assert.Null(executed.Failure);
        return (executed.Trailer, output.Memory[..^OutputTrailer.Size].ToArray());
    }
}
