using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>What became of a task: its output, or why there is none.</summary>
public sealed class TaskOutcome : IDisposable
{
    /// <summary>The task's id.</summary>
    public required string Task { get; init; }

    /// <summary>Kind and version.</summary>
    public required KernelId Kernel { get; init; }

    /// <summary>Where the task ended; <see cref="TaskState.Failed"/> also for one that was refused.</summary>
    public required TaskState State { get; init; }

    /// <summary>Why there is no output; <see cref="ErrorCode.None"/> where there is one.</summary>
    public ErrorCode Error { get; init; }

    /// <summary>The reason and the remedy, for people.</summary>
    public string? Message { get; init; }

    /// <summary>Whether there is an output.</summary>
    public bool Succeeded => Output is not null;

    /// <summary>The canonical merged output, from its start; null where there is none.</summary>
    public Stream? Output { get; init; }

    /// <summary>SHA-256 of the canonical merged output.</summary>
    public Sha256Hash OutputHash { get; init; }

    /// <summary>Work units of all slices.</summary>
    public long WorkUnits { get; init; }

    /// <summary>What it cost.</summary>
    public NanoDollars Cost { get; init; }

    /// <summary>What of it was for data.</summary>
    public NanoDollars DataCost { get; init; }

    /// <summary>Bytes of blobs and big outputs that were stored and moved for it.</summary>
    public long DataBytes { get; init; }

    /// <summary>In which ledger.</summary>
    public LedgerKind Ledger { get; init; }

    /// <summary>From the call to the merged output.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Sum of the workers' times in milliseconds.</summary>
    public double ComputeMs { get; init; }

    /// <summary>Slices in all.</summary>
    public int SliceCount { get; init; }

    /// <summary>Slices that cost nothing, because they were known or another paid for them.</summary>
    public int CachedSlices { get; init; }

    /// <summary>Whether all of it was known before.</summary>
    public bool Cached => SliceCount > 0 && CachedSlices == SliceCount;

    /// <summary>Whether this machine computed it and not the grid.</summary>
    public bool ComputedLocally { get; init; }

    /// <summary>How long its steps took, where this machine computed it; null where the grid did.</summary>
    public WorkTimes? Times { get; init; }

    /// <summary>What was planned; null where the input was refused.</summary>
    internal TaskPlan? Plan { get; init; }

    /// <summary>Writes the files that people and engines open.</summary>
    /// <param name="directory">A folder; created where there is none.</param>
    /// <exception cref="InvalidOperationException">There is no output.</exception>
    public Presentation Present(string directory)
    {
        if (Output is null || Plan is null) throw new InvalidOperationException($"task {Task} has no output: {Message}");
        Directory.CreateDirectory(directory);
        Output.Position = 0;
        return KernelCatalog.Find(Kernel)!.Present(Plan, Output, directory);
    }

    /// <summary>Frees the output.</summary>
    public void Dispose() => Output?.Dispose();

    /// <summary>An outcome without an output.</summary>
    internal static TaskOutcome Failed(string task, KernelId kernel, ErrorCode error, string message, TaskSummary? summary = null, TimeSpan latency = default) => new()
    {
        Task = task,
        Kernel = kernel,
        State = error == ErrorCode.Cancelled ? TaskState.Cancelled : TaskState.Failed,
        Error = error,
        Message = message,
        Cost = summary?.Cost ?? NanoDollars.Zero,
        DataCost = summary?.DataCost ?? NanoDollars.Zero,
        DataBytes = summary?.DataBytes ?? 0,
        Ledger = summary?.Ledger ?? LedgerKind.Usd,
        WorkUnits = summary?.Units ?? 0,
        ComputeMs = summary?.ComputeMs ?? 0,
        SliceCount = summary?.SliceCount ?? 0,
        CachedSlices = summary?.Cached ?? 0,
        Latency = latency,
    };
}
