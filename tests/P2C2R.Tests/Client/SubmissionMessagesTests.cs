using P2C2R.Client;
using P2C2R.Client.Submission;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Tests.Client;

public sealed class SubmissionMessagesTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(256, 0)]
    [InlineData(257, 0)]
    [InlineData(1000, 100)]
    public void All_slices_are_submitted_in_order_within_the_limits(int count, int dependencies)
    {
        var plan = Plan(count, dependencies);
        var messages = new SubmissionMessages("t", plan, new TaskOptions());
        var sent = new List<SliceSpec>(messages.Submit.Slices);
        AssertWithinLimits(messages.Submit.Slices);
        while (sent.Count < count)
        {
            var next = messages.From(sent.Count);
            Assert.Equal(sent.Count, next.First);
            AssertWithinLimits(next.Items);
            sent.AddRange(next.Items);
        }

        Assert.Equal(plan.Slices.Select(static s => s.Input.ToArray()), sent.Select(static s => s.Input.ToArray()));
        Assert.Equal(plan.Slices.Sum(static s => s.MaxUnits), messages.Submit.MaxUnits);
        Assert.Equal(count, messages.Submit.SliceCount);
    }

    [Fact]
    public void The_same_plan_makes_the_same_submission_and_another_one_does_not()
    {
        static Sha256Hash? Content(TaskPlan plan) => new SubmissionMessages("t", plan, new TaskOptions()).Submit.Content;
        Assert.Equal(Content(Plan(600, 3)), Content(Plan(600, 3)));
        Assert.NotEqual(Content(Plan(600, 3)), Content(Plan(600, 2)));
        Assert.NotEqual(Content(Plan(600, 3)), Content(Plan(601, 3)));
    }

    [Fact]
    public void Blobs_are_announced_once_for_each_replica_and_big_outputs_in_and_out()
    {
        var (small, big) = (new byte[10], new byte[1000]);
        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>> { [Sha256Hash.Of(small)] = small, [Sha256Hash.Of(big)] = big };
        var slices = Enumerable.Range(0, 3).Select(i => new PlannedSlice(BitConverter.GetBytes(i), [.. blobs.Keys], [], 1, 1)).ToList();
        var plan = Plan(3, 0);
        Assert.Equal(2020, new SubmissionMessages("t", plan with { Slices = slices, Blobs = blobs }, new TaskOptions { Replicas = 2 }).Submit.MaxDataBytes);
        slices[1] = slices[1] with { OutputBytes = 20_000 };
        slices[2] = slices[2] with { OutputBytes = Limits.MaxInlineOutputBytes - OutputTrailer.Size };
        Assert.Equal(2020 + 40_000 + (2 * OutputTrailer.Size), new SubmissionMessages("t", plan with { Slices = slices, Blobs = blobs }, new TaskOptions { Replicas = 2 }).Submit.MaxDataBytes);
        Assert.Null(new SubmissionMessages("t", plan, new TaskOptions()).Submit.MaxDataBytes);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1_000, 0, 0)]
    [InlineData(1 << 30, 0, 1 << 30)]
    [InlineData(1 << 30, 5L << 30, 5L << 30)]
    public void Much_memory_that_a_kernel_needs_is_a_requirement(long needed, long asked, long required)
    {
        var plan = Plan(1, 0) with { MemoryBytes = needed };
        var options = new TaskOptions { Requirements = asked == 0 ? null : new TaskRequirements { MemoryBytes = asked, Peers = ["a1"] } };
        var submitted = new SubmissionMessages("t", plan, options).Submit.Requirements;
        Assert.Equal(required, submitted?.MemoryBytes ?? 0);
        if (asked > 0) Assert.Equal(["a1"], submitted!.Peers);
    }

    private static void AssertWithinLimits(IReadOnlyList<SliceSpec> slices)
    {
        Assert.InRange(slices.Count, 1, Limits.MaxSlicesPerMessage);
        Assert.InRange(slices.Sum(static s => s.DependsOn.Count), 0, Limits.MaxEdgesPerMessage);
    }

    private static TaskPlan Plan(int count, int dependencies)
    {
        var slices = Enumerable.Range(0, count).Select(i => new PlannedSlice(BitConverter.GetBytes(i), [], [.. Enumerable.Range(0, Math.Min(i, dependencies))], 1, 1 + i)).ToList();
        return new TaskPlan(new KernelId(Kinds.NoOperation, 1), default, slices, new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>());
    }
}
