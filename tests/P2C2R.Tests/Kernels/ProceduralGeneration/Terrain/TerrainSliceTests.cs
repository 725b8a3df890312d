using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.ProceduralGeneration;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

public sealed class TerrainSliceTests
{
    private const string Small = """{"generator":"terrain","width":260,"height":140,"erosion":{"rounds":2,"droplets":0.05,"thermal_steps":1},"tile_size":128}""";

    private readonly ProceduralGenerationKernel _kernel = new();

    [Fact]
    public void Random_and_mutated_slices_never_throw()
    {
        var plan = _kernel.Plan(Encoding.UTF8.GetBytes("""{"generator":"terrain","width":16,"height":16,"erosion":{"rounds":1,"droplets":0.01}}"""), NoFiles.Instance);
        SliceInputFuzzer.Fuzz(_kernel, plan, 3_000);
    }

    /// <summary>A quorum of liars could agree on anything: what depends on it may be refused, and nothing may throw.</summary>
    [Fact]
    public void Mutated_dependencies_never_throw()
    {
        var plan = _kernel.Plan(Encoding.UTF8.GetBytes(Small), NoFiles.Instance);
        var outputs = new List<byte[]>();
        var random = new Random(77);
        for (var slice = 0; slice < plan.Slices.Count; slice++)
        {
            var honest = plan.Slices[slice].DependsOn.Select(d => outputs[d]).ToList();
            outputs.Add(Execute(plan.Slices[slice], honest).Answer);
            if (honest.Count == 0) continue;
            for (var round = 0; round < 6; round++) Execute(plan.Slices[slice], Mutate(honest, random));
        }
    }

    [Fact]
    public void Each_stage_sees_a_cancel_and_counts_what_was_planned()
    {
        var plan = _kernel.Plan(Encoding.UTF8.GetBytes(Small), NoFiles.Instance);
        var outputs = new List<byte[]>();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        foreach (var slice in plan.Slices)
        {
            var dependencies = slice.DependsOn.Select(d => outputs[d]).ToList();
            using var output = new SliceOutputStream();
            var executed = SliceExecutor.Execute(_kernel, Prepare(slice, dependencies, output, slice.MaxUnits, cancelled.Token), output);
            Assert.Equal(ErrorCode.Cancelled, executed.Failure?.Code);
            var (trailer, answer) = Execute(slice, dependencies);
            Assert.Equal(new OutputTrailer(slice.ExpectedUnits, SliceOutcome.Completed), trailer);
            Assert.Equal(SliceOutcome.OutOfUnits, Execute(slice, dependencies, slice.MaxUnits - 1).Trailer.Outcome);
            outputs.Add(answer);
        }
    }

    [Fact]
    public void Answers_of_a_liar_are_not_merged()
    {
        var plan = _kernel.Plan(Encoding.UTF8.GetBytes("""{"generator":"terrain","width":16,"height":16,"erosion":{"rounds":0}}"""), NoFiles.Instance);
        var delivered = plan.Slices.Count - 1;
        foreach (var lie in (byte[][])[new byte[3], new byte[1023], [.. new byte[512], .. Enumerable.Repeat((byte)13, 256), .. new byte[256]], [.. new byte[768], .. Enumerable.Repeat((byte)3, 256)]])
        {
            var merged = TaskMerger.Merge(_kernel, plan, [new SliceResult(delivered, new OutputTrailer(1, SliceOutcome.Completed), lie)], 1, Stream.Null);
            Assert.Equal(ErrorCode.ComputationFailed, merged.Failure!.Code);
        }
    }

    private static List<byte[]> Mutate(List<byte[]> honest, Random random)
    {
        var mutated = honest.Select(static h => (byte[])h.Clone()).ToList();
        var which = random.Next(mutated.Count);
        switch (random.Next(4))
        {
            case 0: mutated.RemoveAt(which); break;
            case 1: mutated[which] = mutated[which][..random.Next(mutated[which].Length)]; break;
            case 2: mutated[which] = [.. mutated[which], 1]; break;
            default: random.NextBytes(mutated[which]); break;
        }

        return mutated;
    }

    private (OutputTrailer Trailer, byte[] Answer) Execute(PlannedSlice slice, List<byte[]> dependencies, long? maxUnits = null)
    {
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(_kernel, Prepare(slice, dependencies, output, maxUnits ?? slice.MaxUnits, TestContext.Current.CancellationToken), output);
        Assert.True(executed.Failure is null, executed.Failure?.Reason);
        return (executed.Trailer, output.Memory[..^OutputTrailer.Size].ToArray());
    }

    private static SliceExecution Prepare(PlannedSlice slice, List<byte[]> dependencies, SliceOutputStream output, long maxUnits, CancellationToken cancellation) => new()
    {
        Input = slice.Input,
        Dependencies = [.. dependencies.Select(d => new SliceData(Sha256Hash.Of(d), d))],
        Output = output,
        MaxUnits = maxUnits,
        Cancellation = cancellation,
    };
}
