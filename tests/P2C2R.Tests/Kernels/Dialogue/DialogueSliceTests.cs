using P2C2R.Kernels;
using P2C2R.Kernels.Dialogue;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Dialogue;

/// <summary>What slices owe the grid, whatever they are asked.</summary>
public sealed class DialogueSliceTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "ai_npc_dialogue");

    [Theory]
    [InlineData("the_drowned_bell.json", 1_500)]
    [InlineData("night_watch.json", 150)]
    public void Hostile_slices_are_refused_and_never_throw(string sample, int rounds) => SliceInputFuzzer.Fuzz(new DialogueKernel(), PlanOf(sample), rounds);

    [Fact]
    public void Answers_do_not_depend_on_how_variants_are_cut()
    {
        var whole = DialogueRun.Of(Document("", 1_300));
        Assert.Equal(3, whole.Plan.Slices.Count);
        var singles = DialogueRun.Of(Document(string.Concat(Enumerable.Repeat("""{"asked":{"event":"x"}},""", 1_299)), 1));
        Assert.Equal(whole.Canonical, singles.Canonical);

        static string Document(string before, int count) => $$$$"""
            {"rules":{"rules":[{"name":"a","on":"x","say":"{w}"}],"words":{"w":["1","2","3","4","5","6","7","8","9"]}},"seed":8,
             "characters":[{"name":"A"},{"name":"B"}],"conversations":[{{{{before}}}}{"asked":{"event":"x"},"count":{{{{count}}}}}]}
            """;
    }

    [Fact]
    public void A_slice_stops_at_its_maximum_and_one_unit_less_is_too_little()
    {
        var kernel = new DialogueKernel();
        var slice = PlanOf("night_watch.json").Slices[0];
        var units = Execute(kernel, slice, slice.MaxUnits).Units;
        Assert.InRange(units, 1, slice.MaxUnits);
        Assert.Equal(SliceOutcome.Completed, Execute(kernel, slice, units).Outcome);
        foreach (var less in (long[])[units - 1, units / 2, 1, 0]) Assert.Equal(SliceOutcome.OutOfUnits, Execute(kernel, slice, less).Outcome);
    }

    [Fact]
    public void A_cancelled_slice_ends()
    {
        var kernel = new DialogueKernel();
        var slice = PlanOf("night_watch.json").Slices[0];
        using var output = new SliceOutputStream();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => kernel.Execute(new SliceExecution { Input = slice.Input, Output = output, MaxUnits = slice.MaxUnits, Cancellation = cancelled.Token }));
    }

    [Fact]
    public void Rules_too_big_for_a_message_are_a_blob_that_all_slices_name()
    {
        var rules = string.Join(',', Enumerable.Range(0, 2_000).Select(static i => $$$$"""{"name":"r{{{{i}}}}","on":"x","if":"memory.n = {{{{i}}}}","say":"{{{{i}}}}"}"""));
        var run = DialogueRun.Of($$$$"""{"rules":{"rules":[{{{{rules}}}}]},"characters":[{"name":"A","knows":{"n":1234}}],"asked":{"event":"x"},"count":700}""");
        var blob = Assert.Single(run.Plan.Blobs);
        Assert.All(run.Plan.Slices, s => Assert.Equal([blob.Key], s.Blobs));
        Assert.All(run.Plan.Slices, s => Assert.InRange(s.Input.Length, 1, Limits.MaxInlineInputBytes));
        Assert.Equal(["A: 1234"], run.LinesOf(699));
    }

    [Fact]
    public void A_batch_too_big_for_a_message_is_a_blob()
    {
        var said = string.Join(',', Enumerable.Repeat($$$$"""{"speaker":"A","text":"{{{{new string('x', 4_000)}}}}"}""", 10));
        var run = DialogueRun.Of($$$$"""{"rules":{"rules":[{"name":"a","on":"x","say":"{event.turn}"}]},"characters":[{"name":"A"}],"asked":{"event":"x"},"said":[{{{{said}}}}]}""");
        Assert.Single(run.Plan.Blobs);
        Assert.Equal(["A: 10"], run.LinesOf(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    public void Answers_that_cannot_be_right_are_not_merged(int change)
    {
        var kernel = new DialogueKernel();
        var plan = PlanOf("the_drowned_bell.json");
        using var output = new SliceOutputStream(int.MaxValue);
        var executed = SliceExecutor.Execute(kernel, new SliceExecution { Input = plan.Slices[0].Input, Blobs = BlobsOf(plan), Output = output, MaxUnits = plan.Slices[0].MaxUnits }, output);
        var answer = output.Memory[..^OutputTrailer.Size].ToArray();
        kernel.Merge(plan, [new SliceResult(0, executed.Trailer, answer)], Stream.Null);
        var wrong = change < 0 ? answer[..^1] : answer.ToArray();
        if (change >= 0) wrong[change] = 0x7F;
        Assert.Throws<InvalidDataException>(() => kernel.Merge(plan, [new SliceResult(0, executed.Trailer, wrong)], Stream.Null));
    }

    private static SliceData[] BlobsOf(TaskPlan plan) => [.. plan.Slices[0].Blobs.Select(b => new SliceData(b, plan.Blobs[b]))];

    private static TaskPlan PlanOf(string sample) => new DialogueKernel().Plan(File.ReadAllBytes(Path.Combine(Folder, sample)), new FilesIn(Folder));

    private static OutputTrailer Execute(DialogueKernel kernel, PlannedSlice slice, long maxUnits)
    {
        using var output = new SliceOutputStream(int.MaxValue);
        return kernel.Execute(new SliceExecution { Input = slice.Input, Output = output, MaxUnits = maxUnits });
    }
}
