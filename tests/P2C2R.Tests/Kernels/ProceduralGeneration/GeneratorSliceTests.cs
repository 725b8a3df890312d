using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.ProceduralGeneration;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.ProceduralGeneration;

public sealed class GeneratorSliceTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "ai_procedural_generation");

    private readonly ProceduralGenerationKernel _kernel = new();

    public static TheoryData<string> Samples => new("dungeon.json", "coast.json", "garden.json", "town.json");

    [Theory]
    [InlineData("""{"generator":"dungeon","seed":3,"width":40,"height":30,"rooms":8}""", 1_500)]
    [InlineData("""{"generator":"wave_function_collapse","seed":3,"width":6,"height":5,"backtracks":50,"tiles":[{"name":"a","symmetry":"F","edges":["xy","yx","xx","yy"]},{"name":"b","edges":["xx","xx","xx","xx"]}],"pins":[{"x":2,"y":1,"tiles":["b"]}]}""", 4_000)]
    public void Random_and_mutated_slices_never_throw(string document, int rounds) => SliceInputFuzzer.Fuzz(_kernel, Plan(document), rounds);

    [Fact]
    public void Mutated_problems_as_blobs_never_throw()
    {
        var plan = Plan("""{"generator":"wave_function_collapse","seed":3,"width":9,"height":9,"backtracks":20,"sample":["aabba","abaab","aaaba","abbba","aabaa"],"colors":{"a":"#000000","b":"#ffffff"},"sample_periodic":true}""");
        Assert.Single(plan.Slices[0].Blobs);
        SliceInputFuzzer.Fuzz(_kernel, plan, 600);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_slice_without_enough_units_runs_out_and_one_with_them_does_not(string sample)
    {
        var plan = _kernel.Plan(File.ReadAllBytes(Path.Combine(Folder, sample)), new FilesIn(Folder));
        var full = Execute(plan, 0, plan.Slices[0].MaxUnits, CancellationToken.None).Trailer;
        Assert.Equal(SliceOutcome.Completed, full.Outcome);
        Assert.InRange(full.Units, plan.Slices[0].ExpectedUnits, plan.Slices[0].MaxUnits);
        Assert.Equal(full, Execute(plan, 0, full.Units, CancellationToken.None).Trailer);
        Assert.Equal(new OutputTrailer(full.Units - 1, SliceOutcome.OutOfUnits), Execute(plan, 0, full.Units - 1, CancellationToken.None).Trailer);
    }

    [Theory]
    [InlineData("""{"generator":"dungeon","width":400,"height":400,"rooms":500}""")]
    [InlineData("""{"generator":"wave_function_collapse","width":60,"height":60,"tiles":[{"name":"a","edges":["x","x","x","x"]},{"name":"b","edges":["x","x","x","x"]}]}""")]
    public void A_cancel_from_within_ends_the_slice(string document)
    {
        using var source = new CancellationTokenSource();
        var reports = 0;
        var executed = Execute(Plan(document), 0, long.MaxValue >> 14, source.Token, fraction =>
        {
            Assert.InRange(fraction, 0, 1);
            if (++reports == 3) source.Cancel();
        });
        Assert.Equal((ErrorCode.Cancelled, 3), (executed.Failure!.Code, reports));
    }

    /// <summary>A replica that lies in a way that can be seen from the answer alone doesn't get into the result.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void A_changed_answer_is_not_merged(string sample)
    {
        var plan = _kernel.Plan(File.ReadAllBytes(Path.Combine(Folder, sample)), new FilesIn(Folder));
        var results = plan.Slices.Select((_, i) => Result(plan, i)).ToList();
        _kernel.Merge(plan, results, Stream.Null);
        var (random, merged) = (new Random(8), 0);
        for (var round = 0; round < 200; round++)
        {
            var lie = results[0].Answer.ToArray();
            lie[random.Next(9, lie.Length)] ^= (byte)random.Next(1, 256);
            try
            {
                _kernel.Merge(plan, [results[0] with { Answer = lie }, .. results.Skip(1)], Stream.Null);
                merged++;
            }
            catch (InvalidDataException)
            {
                // As it should be.
            }
        }

        // Floor for rock, or one flower for another, may still obey every rule.
        Assert.InRange(merged, 0, 120);
        Assert.Throws<InvalidDataException>(() => _kernel.Merge(plan, [results[0] with { Answer = results[0].Answer[..^1] }, .. results.Skip(1)], Stream.Null));
    }

    private TaskPlan Plan(string document) => _kernel.Plan(Encoding.UTF8.GetBytes(document), NoFiles.Instance);

    private SliceResult Result(TaskPlan plan, int number)
    {
        using var output = new SliceOutputStream();
        var slice = Prepare(plan, number, plan.Slices[number].MaxUnits, output, CancellationToken.None);
        var executed = SliceExecutor.Execute(_kernel, slice, output);
        return new SliceResult(number, executed.Trailer, output.Memory[..^OutputTrailer.Size].ToArray());
    }

    private ExecutedSlice Execute(TaskPlan plan, int number, long maxUnits, CancellationToken cancellation, Action<double>? progress = null)
    {
        using var output = new SliceOutputStream();
        return SliceExecutor.Execute(_kernel, Prepare(plan, number, maxUnits, output, cancellation, progress), output);
    }

    private static SliceExecution Prepare(TaskPlan plan, int number, long maxUnits, SliceOutputStream output, CancellationToken cancellation, Action<double>? progress = null) => new()
    {
        Input = plan.Slices[number].Input,
        Blobs = [.. plan.Slices[number].Blobs.Select(b => new SliceData(b, plan.Blobs[b]))],
        Output = output,
        MaxUnits = maxUnits,
        Progress = progress ?? (static _ => { }),
        Cancellation = cancellation,
    };
}
