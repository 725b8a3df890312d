using P2C2R.Kernels.Chat;
using P2C2R.Protocol;

namespace P2C2R.Kernels;

/// <summary>Everything that a kernel may touch while it computes a slice.</summary>
public sealed class SliceExecution
{
    /// <summary>Canonical input.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>The blobs that the slice names, in order.</summary>
    public IReadOnlyList<SliceData> Blobs { get; init; } = [];

    /// <summary>The outputs that it depends on, without their trailers, in order.</summary>
    public IReadOnlyList<SliceData> Dependencies { get; init; } = [];

    /// <summary>Receives the answer's bytes; may be a file. Only sequential writes.</summary>
    public required Stream Output { get; init; }

    /// <summary>Work units at which to stop with <see cref="SliceOutcome.OutOfUnits"/> and an empty answer.</summary>
    public required long MaxUnits { get; init; }

    /// <summary>Threads that the kernel may use; the bytes don't depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Takes a fraction from 0 to 1, as often as the kernel likes; from one thread at a time.</summary>
    public Action<double> Progress { get; init; } = static _ => { };

    /// <summary>Takes the newest of what <see cref="ChatModel"/> has said so far, at most <see cref="Limits.MaxSaidLength"/> characters; from one thread at a time.</summary>
    public Action<string> Said { get; init; } = static _ => { };

    /// <summary>Told of each step when it is done, and of how many; from one thread at a time. Changes nothing: it is there to be timed.</summary>
    public Action<WorkStep, int> Done { get; init; } = static (_, _) => { };

    /// <summary>A language model beside this program; null where there is none, as in every worker process.</summary>
    public IChatModel? ChatModel { get; init; }

    /// <summary>Seen within 50 ms.</summary>
    public CancellationToken Cancellation { get; init; }
}
