using P2C2R.Kernels.Chat;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>
/// Runs a kernel on one slice: the peer's worker process and <see cref="LocalRun"/> share it, so that both make the same
/// bytes. Whatever a kernel throws comes back as a value.
/// </summary>
public static class SliceExecutor
{
    /// <summary>Executes a slice and appends the trailer to its output.</summary>
    /// <param name="kernel">The kernel that planned the slice.</param>
    /// <param name="slice">The slice; its output must be <paramref name="output"/>.</param>
    /// <param name="output">Empty; holds the whole output afterwards, or nothing of use where there is a failure.</param>
    public static ExecutedSlice Execute(IKernel kernel, SliceExecution slice, SliceOutputStream output)
    {
        if (!ReferenceEquals(slice.Output, output)) throw new ArgumentException("the slice must write to this output", nameof(output));
        output.Cancellation = slice.Cancellation;
        try
        {
            var trailer = kernel.Execute(slice);
            if (Misconduct(kernel, slice, trailer) is { } misconduct) return Failed(ErrorCode.WorkerCrashed, misconduct);
            if (trailer.Outcome == SliceOutcome.OutOfUnits) output.Clear();
            Span<byte> bytes = stackalloc byte[OutputTrailer.Size];
            trailer.Write(bytes);
            output.Write(bytes);
            return new ExecutedSlice(null, trailer, output.Finish(), output.Length);
        }
        catch (OperationCanceledException) when (slice.Cancellation.IsCancellationRequested)
        {
            return Failed(ErrorCode.Cancelled, "cancelled");
        }
        catch (ChatModelException e)
        {
            return Failed(e.Code, e.Message);
        }
        catch (OutOfMemoryException e)
        {
            return Failed(ErrorCode.OutOfMemory, e.Message);
        }
        catch (IOException e)
        {
            return Failed(ErrorCode.OutOfMemory, $"the output could not be stored: {e.Message}");
        }
        catch (Exception e)
        {
            return Failed(ErrorCode.WorkerCrashed, $"{kernel.Id} threw {e.GetType().Name}: {e.Message}");
        }
    }

    private static string? Misconduct(IKernel kernel, SliceExecution slice, OutputTrailer trailer)
    {
        if (trailer.Units < 0 || trailer.Units > slice.MaxUnits) return $"{kernel.Id} counted {trailer.Units} work units where {slice.MaxUnits} is the maximum";
        return Enum.IsDefined(trailer.Outcome) ? null : $"{kernel.Id} ended with the unknown outcome {(byte)trailer.Outcome}";
    }

    private static ExecutedSlice Failed(ErrorCode code, string reason)
    {
        var shortened = reason.Length <= Limits.MaxReasonLength ? reason : reason[..Limits.MaxReasonLength];
        return new ExecutedSlice(new ExecutionFailure(code, shortened), default, default, 0);
    }
}
