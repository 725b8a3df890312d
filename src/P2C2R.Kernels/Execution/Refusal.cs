using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>How a kernel refuses the canonical input of a slice: an output like any other, which two honest peers agree on.</summary>
public static class Refusal
{
    /// <summary>Work units of a refusal: looking at the input costs next to nothing.</summary>
    public const long Units = 1;

    /// <summary>Writes the reason as the answer. Nothing may have been written before.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="reason">A function of the input alone.</param>
    public static OutputTrailer Of(SliceExecution slice, string reason)
    {
        slice.Output.Write(Encoding.UTF8.GetBytes(reason));
        return new OutputTrailer(Math.Clamp(slice.MaxUnits, 0, Units), SliceOutcome.InputRefused);
    }
}
