using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Pathfinding;

public sealed class PathfindingSliceTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "ai_pathfinding");

    private readonly PathfindingKernel _kernel = new();

    [Theory]
    [InlineData("halls.json")]
    [InlineData("halls_prepared.json")]
    [InlineData("courtyard.json")]
    public void Random_and_mutated_slices_never_throw(string sample) => SliceInputFuzzer.Fuzz(_kernel, PlanSample(sample), 6_000);

    [Fact]
    public void Mutated_maps_as_blobs_never_throw()
    {
        var rows = string.Join(',', Enumerable.Range(0, 300).Select(_ => $"\"{new string('.', 300)}\""));
        var plan = _kernel.Plan(Encoding.UTF8.GetBytes($$"""{"rows":[{{rows}}],"start":[0,0],"goal":[299,290]}"""), NoFiles.Instance);
        Assert.Single(plan.Slices[0].Blobs);
        SliceInputFuzzer.Fuzz(_kernel, plan, 1_500);
    }

    [Theory]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(65_536, 65_536)]
    [InlineData(-1, -1)]
    [InlineData(0, 4)]
    [InlineData(4097, 1)]
    public void Maps_of_impossible_size_are_refused(int width, int height)
    {
        byte[] map = [.. "P2GM"u8, .. BitConverter.GetBytes(width), .. BitConverter.GetBytes(height), 0xFF];
        byte[] input = [0, 1, .. BitConverter.GetBytes(map.Length), .. map, 1, 0, 0, 0, .. new byte[16]];
        var (executed, answer) = Execute(input, 1000);
        Assert.Equal(SliceOutcome.InputRefused, executed.Trailer.Outcome);
        Assert.Equal("the map is not in the canonical format", Encoding.UTF8.GetString(answer));
    }

    [Fact]
    public void A_slice_without_enough_units_runs_out_and_one_with_them_does_not()
    {
        var slice = PlanSample("courtyard.json").Slices[0];
        var (full, _) = Execute(slice.Input.ToArray(), slice.MaxUnits);
        Assert.Equal(SliceOutcome.Completed, full.Trailer.Outcome);
        Assert.InRange(full.Trailer.Units, 1, slice.MaxUnits);
        Assert.Equal(SliceOutcome.Completed, Execute(slice.Input.ToArray(), full.Trailer.Units).Executed.Trailer.Outcome);
        var (short1, answer) = Execute(slice.Input.ToArray(), full.Trailer.Units - 1);
        Assert.Equal(new OutputTrailer(full.Trailer.Units - 1, SliceOutcome.OutOfUnits), short1.Trailer);
        Assert.Empty(answer);
    }

    [Fact]
    public void A_cancel_from_within_ends_the_slice()
    {
        var slice = PlanSample("halls.json").Slices[0];
        using var source = new CancellationTokenSource();
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(_kernel, new SliceExecution { Input = slice.Input, Output = output, MaxUnits = slice.MaxUnits, Progress = _ => source.Cancel(), Cancellation = source.Token }, output);
        Assert.Equal(ErrorCode.Cancelled, executed.Failure!.Code);
    }

    [Fact]
    public void Slices_fit_into_messages_and_cover_all_queries()
    {
        var query = """{"start":[1,12],"goal":[22,1]}""";
        var rows = "\"" + string.Join("\",\"", Enumerable.Range(0, 14).Select(_ => new string('.', 24))) + "\"";
        var plan = _kernel.Plan(Encoding.UTF8.GetBytes($$"""{"rows":[{{rows}}],"queries":[{{string.Join(',', Enumerable.Repeat(query, 3_000))}}]}"""), NoFiles.Instance);
        Assert.InRange(plan.Slices.Count, 24, 200);
        Assert.All(plan.Slices, s => Assert.InRange(s.Input.Length, 1, Limits.MaxInlineInputBytes));
        Assert.All(plan.Slices, s => Assert.InRange(s.ExpectedUnits, 1, s.MaxUnits));
    }

    [Fact]
    public void Answers_of_a_liar_are_not_merged()
    {
        var plan = PlanSample("courtyard.json");
        var (executed, answer) = Execute(plan.Slices[0].Input.ToArray(), plan.Slices[0].MaxUnits);
        for (var at = 0; at < answer.Length; at++)
        {
            // The count of obstacles is the one thing that only the quorum checks.
            var lie = (byte[])answer.Clone();
            lie[at] ^= 0x40;
            using var canonical = new MemoryStream();
            var merged = TaskMerger.Merge(_kernel, plan, [new SliceResult(0, executed.Trailer, lie)], executed.Trailer.Units, canonical);
            if (merged.Failure is null) Assert.Equal(merged.OutputLength, answer.Length);
        }

        var cut = TaskMerger.Merge(_kernel, plan, [new SliceResult(0, executed.Trailer, answer.AsMemory(0, 30))], 1, Stream.Null);
        Assert.Equal(ErrorCode.ComputationFailed, cut.Failure!.Code);
    }

    private TaskPlan PlanSample(string name) => _kernel.Plan(File.ReadAllBytes(Path.Combine(Folder, name)), new FilesIn(Folder));

    private (ExecutedSlice Executed, byte[] Answer) Execute(byte[] input, long maxUnits)
    {
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(_kernel, new SliceExecution { Input = input, Output = output, MaxUnits = maxUnits, Cancellation = TestContext.Current.CancellationToken }, output);
        Assert.Null(executed.Failure);
        return (executed, output.Memory[..^OutputTrailer.Size].ToArray());
    }
}
