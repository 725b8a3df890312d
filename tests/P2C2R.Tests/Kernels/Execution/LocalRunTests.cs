using System.Text;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.NoOperation;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Execution;

public sealed class LocalRunTests
{
    private static readonly NoOperationKernel Kernel = new();

    [Theory]
    [InlineData("""{"slices":37,"units":11,"payload":"wide","output_bytes":100}""", 37 * 11)]
    [InlineData("""{"slices":37,"units":11,"payload":"deep","chain":true}""", 37 * 11)]
    public void One_thread_and_many_give_the_same_bytes(string document, long units)
    {
        var (one, oneBytes) = Run(document, 1);
        var (many, manyBytes) = Run(document, 8);
        Assert.Equal(oneBytes, manyBytes);
        Assert.Equal(one, many);
        Assert.Equal(units, one.WorkUnits);
        Assert.Equal(Sha256Hash.Of(oneBytes), one.OutputHash);
        Assert.Equal(oneBytes.Length, one.OutputLength);
    }

    [Fact]
    public void A_chain_depends_on_every_link()
    {
        var (three, _) = Run("""{"slices":3,"chain":true}""", 2);
        var (four, _) = Run("""{"slices":4,"chain":true}""", 2);
        Assert.NotEqual(three.OutputHash, four.OutputHash);
    }

    [Theory]
    [InlineData("throw", ErrorCode.WorkerCrashed)]
    [InlineData("refuse", ErrorCode.BadInput)]
    [InlineData("out_of_units", ErrorCode.ComputationFailed)]
    public void What_goes_wrong_in_a_slice_is_the_tasks_failure(string fail, ErrorCode expected)
    {
        var (run, bytes) = Run($$"""{"slices":5,"fail":"{{fail}}"}""", 3);
        Assert.Equal(expected, run.Failure!.Code);
        Assert.Contains("slice ", run.Failure.Reason, StringComparison.Ordinal);
        Assert.Empty(bytes);
    }

    [Fact]
    public void Progress_only_rises_and_ends_at_one()
    {
        var seen = new List<double>();
        var plan = Kernel.Plan("""{"slices":9,"units":5,"spin_ms":30}"""u8.ToArray(), NoFiles.Instance);
        new LocalRun(Kernel, plan, 3, seen.Add).Run(Stream.Null);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1.0, seen[^1], 9);
    }

    [Fact]
    public void Cancelling_ends_all_threads()
    {
        using var source = new CancellationTokenSource();
        var plan = Kernel.Plan("""{"slices":64,"spin_ms":600000}"""u8.ToArray(), NoFiles.Instance);
        var run = new LocalRun(Kernel, plan, 4, _ => source.Cancel(), source.Token);
        Assert.Throws<OperationCanceledException>(() => run.Run(Stream.Null));
    }

    private static (MergedTask Merged, byte[] Canonical) Run(string document, int threads)
    {
        var plan = Kernel.Plan(Encoding.UTF8.GetBytes(document), NoFiles.Instance);
        using var canonical = new MemoryStream();
        return (new LocalRun(Kernel, plan, threads).Run(canonical), canonical.ToArray());
    }
}
