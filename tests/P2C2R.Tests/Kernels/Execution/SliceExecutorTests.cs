using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.NoOperation;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Execution;

public sealed class SliceExecutorTests
{
    private static readonly NoOperationKernel Kernel = new();

    [Fact]
    public void A_throwing_kernel_is_a_failure()
    {
        var (executed, _) = Execute("""{"fail":"throw"}""");
        Assert.Equal(ErrorCode.WorkerCrashed, executed.Failure!.Code);
        Assert.Contains("told to throw", executed.Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_an_output_with_its_reason()
    {
        var (executed, output) = Execute("""{"fail":"refuse"}""");
        Assert.Null(executed.Failure);
        Assert.Equal(SliceOutcome.InputRefused, executed.Trailer.Outcome);
        Assert.Equal("no_operation was told to refuse", Encoding.UTF8.GetString(output[..^OutputTrailer.Size]));
    }

    [Fact]
    public void Running_out_of_units_is_an_empty_answer_at_the_maximum()
    {
        var (executed, output) = Execute("""{"units":500,"output_bytes":100000,"fail":"out_of_units"}""");
        Assert.Equal(new OutputTrailer(500, SliceOutcome.OutOfUnits), executed.Trailer);
        Assert.Equal(OutputTrailer.Size, output.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16 * 1024)]
    [InlineData(300_001)]
    public void Hash_and_length_are_those_of_the_bytes_wherever_they_are_kept(int size)
    {
        var (inMemory, memory) = Execute($$"""{"units":7,"output_bytes":{{size}}}""");
        var (stored, storage) = Execute($$"""{"units":7,"output_bytes":{{size}}}""", spoolAt: 1000);
        Assert.Equal(memory, storage);
        Assert.Equal(32 + size + OutputTrailer.Size, memory.Length);
        Assert.Equal(Sha256Hash.Of(memory), inMemory.Hash);
        Assert.Equal(inMemory, stored);
        Assert.True(OutputTrailer.TryRead(memory, out var trailer));
        Assert.Equal(new OutputTrailer(7, SliceOutcome.Completed), trailer);
    }

    [Fact]
    public void Cancellation_is_a_failure_of_its_own()
    {
        var (executed, _) = Execute("""{"spin_ms":600000}""", cancelled: true);
        Assert.Equal(ErrorCode.Cancelled, executed.Failure!.Code);
    }

    [Fact]
    public void Storage_that_fails_is_a_failure_of_the_machine()
    {
        var plan = Kernel.Plan("""{"output_bytes":100000}"""u8.ToArray(), NoFiles.Instance);
        using var output = new SliceOutputStream(1000, () => throw new IOException("no space left on device"));
        var executed = SliceExecutor.Execute(Kernel, Prepare(plan, output, TestContext.Current.CancellationToken), output);
        Assert.Equal(ErrorCode.OutOfMemory, executed.Failure!.Code);
    }

    private static (ExecutedSlice Executed, byte[] Output) Execute(string document, int? spoolAt = null, bool cancelled = false)
    {
        var plan = Kernel.Plan(Encoding.UTF8.GetBytes(document), NoFiles.Instance);
        using var storage = new MemoryStream();
        using var output = spoolAt is { } limit ? new SliceOutputStream(limit, () => storage) : new SliceOutputStream();
        var executed = SliceExecutor.Execute(Kernel, Prepare(plan, output, new CancellationToken(cancelled)), output);
        return (executed, output.Storage is null ? output.Memory.ToArray() : storage.ToArray());
    }

    private static SliceExecution Prepare(TaskPlan plan, SliceOutputStream output, CancellationToken token) =>
        new() { Input = plan.Slices[0].Input, Output = output, MaxUnits = plan.Slices[0].MaxUnits, Cancellation = token };
}
