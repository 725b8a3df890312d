using P2C2R.Protocol;

namespace P2C2R.Peer.Workers;

/// <summary>One slice to execute in a worker process. The pool owns what is internal to it; everything there is under its lock.</summary>
internal class WorkItem
{
    public required KernelId Kernel { get; init; }

    public required ReadOnlyMemory<byte> Input { get; init; }

    public required long ExpectedUnits { get; init; }

    public required long MaxUnits { get; init; }

    public IReadOnlyList<WorkData> Blobs { get; set; } = [];

    public IReadOnlyList<WorkData> Dependencies { get; set; } = [];

    /// <summary>Called once, from a worker's thread, unless the item was cancelled.</summary>
    public required Action<WorkItem, WorkOutcome> Completed { get; init; }

    /// <summary>0 to 1, as the kernel reports it.</summary>
    public double Progress { get; set; }

    /// <summary>The newest of what a language model has said so far; null where none was asked.</summary>
    public string? Said { get; set; }

    /// <summary>About how many bytes its frame has.</summary>
    public int FrameBytes
    {
        get
        {
            var bytes = 128L + Input.Length;
            for (var i = 0; i < Blobs.Count; i++) bytes += 256 + Blobs[i].Inline.Length;
            for (var i = 0; i < Dependencies.Count; i++) bytes += 256 + Dependencies[i].Inline.Length;
            return (int)Math.Min(bytes, int.MaxValue);
        }
    }

    /// <summary>Where the pool has it.</summary>
    internal WorkPhase Phase { get; set; }

    /// <summary>The worker that has it.</summary>
    internal WorkerProcess? Worker { get; set; }

    /// <summary>Names this go at it on the pipe; a new one each time, so that an old answer is told from the present one.</summary>
    internal long Sequence { get; set; }

    /// <summary>It was in flight with others when their worker died: from now on alone, so that the next death has one suspect.</summary>
    internal bool Solo { get; set; }

    /// <summary>When a cancelled item's grace ends; <see cref="Environment.TickCount64"/>.</summary>
    internal long KillAt { get; set; }
}
