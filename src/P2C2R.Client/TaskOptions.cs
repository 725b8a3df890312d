using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>How a task is to be computed.</summary>
public sealed record TaskOptions
{
    /// <summary>The task's id, 1 to <see cref="Limits.MaxTaskIdLength"/> letters, digits and <c>. _ - :</c>; null for a new one. The same id with the same content is the same task, however often it is submitted.</summary>
    public string? Id { get; init; }

    /// <summary>Among the gamer's own tasks.</summary>
    public TaskPriority Priority { get; init; } = TaskPriority.Normal;

    /// <summary>Peers that compute each slice, 1 to <see cref="Limits.MaxReplicas"/>; each is paid for.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Time after which the task fails; null for none.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Refuse the task if it could cost more; null for no limit but the balance.</summary>
    public NanoDollars? MaxPrice { get; init; }

    /// <summary>What a peer must have; null for nothing.</summary>
    public TaskRequirements? Requirements { get; init; }

    /// <summary>How long to try again while the coordinator is busy, before that is the outcome.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Compute here, free of charge, when the grid can't: no connection, busy, or too late for the deadline.</summary>
    public bool LocalFallback { get; init; }

    /// <summary>Throws where a value is out of its range.</summary>
    internal void Validate()
    {
        if (Id is not null && !IsTaskId(Id)) throw new ArgumentException($"a task's id has 1 to {Limits.MaxTaskIdLength} letters, digits and . _ - :, not '{Id}'");
        if (Replicas is < 1 or > Limits.MaxReplicas) throw new ArgumentException($"replicas must be 1 to {Limits.MaxReplicas}, not {Replicas}");
        if (Deadline is { } deadline && (deadline.TotalMilliseconds < 1 || deadline.TotalMilliseconds > Limits.MaxDeadlineMs)) throw new ArgumentException($"a deadline must be 1 ms to 7 days, not {deadline}");
        if (MaxPrice is { Value: < 0 }) throw new ArgumentException($"a maximum price can't be negative: {MaxPrice}");
    }

    private static bool IsTaskId(string id) =>
        id.Length is > 0 and <= Limits.MaxTaskIdLength && id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':');
}
