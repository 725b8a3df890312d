using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.NoOperation;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.NoOperation;

public sealed class NoOperationSliceTests
{
    private static readonly NoOperationKernel Kernel = new();

    [Fact]
    public void Input_that_is_cut_short_or_has_more_is_refused()
    {
        var input = Kernel.Plan("""{"payload":"abc"}"""u8.ToArray(), NoFiles.Instance).Slices[0].Input.ToArray();
        for (var length = 0; length < input.Length; length++) Assert.Equal(SliceOutcome.InputRefused, Execute(input[..length]).Outcome);
        Assert.Equal(SliceOutcome.InputRefused, Execute([.. input, 0]).Outcome);
        Assert.Equal(SliceOutcome.Completed, Execute(input).Outcome);
    }

    [Fact]
    public void Values_out_of_range_are_refused()
    {
        var input = Kernel.Plan("""{"payload":"abc"}"""u8.ToArray(), NoFiles.Instance).Slices[0].Input.ToArray();

        // The highest byte of: number, units, spin, behaviour, output bytes, payload length.
        foreach (var position in (int[])[3, 11, 15, 16, 24, 28])
        {
            var changed = (byte[])input.Clone();
            changed[position] = 0x7F;
            Assert.Equal(SliceOutcome.InputRefused, Execute(changed).Outcome);
            changed[position] = 0xFF;
            Assert.Equal(SliceOutcome.InputRefused, Execute(changed).Outcome);
        }
    }

    private static OutputTrailer Execute(byte[] input)
    {
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(Kernel, new SliceExecution { Input = input, Output = output, MaxUnits = 10, Cancellation = TestContext.Current.CancellationToken }, output);
        Assert.Null(executed.Failure);
        return executed.Trailer;
    }
}
