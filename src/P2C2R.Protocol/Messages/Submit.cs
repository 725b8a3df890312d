namespace P2C2R.Protocol;

/// <summary>Gamer to coordinator: a task and its first slices. Sending the same again is harmless.</summary>
public sealed record Submit : Message
{
    /// <summary>The gamer's own id for it; 1 to <see cref="Limits.MaxTaskIdLength"/> letters, digits, <c>. _ - :</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The kernel's version.</summary>
    public required int Version { get; init; }

    /// <summary>Among the gamer's own tasks.</summary>
    public TaskPriority Priority { get; set; } = TaskPriority.Normal;

    /// <summary>Peers that must compute each slice, 1 to <see cref="Limits.MaxReplicas"/>.</summary>
    public int Replicas { get; set; } = 1;

    /// <summary>Milliseconds from its receipt after which it fails; null for none.</summary>
    public long? DeadlineMs { get; init; }

    /// <summary>Refuse the task if it could cost more; null for no cap but the balance.</summary>
    public NanoDollars? MaxPrice { get; init; }

    /// <summary>What a peer must have; null for nothing.</summary>
    public TaskRequirements? Requirements { get; init; }

    /// <summary>Slices in all, 1 to <see cref="Limits.MaxSlicesPerTask"/>.</summary>
    public required int SliceCount { get; init; }

    /// <summary>Sum of all slices' maximum work units; the price cap follows from it.</summary>
    public required long MaxUnits { get; init; }

    /// <summary>
    /// Sum of the lengths of all blobs that slices name, each once, times <see cref="Replicas"/>; more where room is wanted
    /// for big outputs. The price cap follows from it too; null for none.
    /// </summary>
    public long? MaxDataBytes { get; init; }

    /// <summary>A hash of all slices, made by the client as it likes: lets a repeated submission of more than one message be told from another task.</summary>
    public Sha256Hash? Content { get; init; }

    /// <summary>The first slices, at most <see cref="Limits.MaxSlicesPerMessage"/>; the rest follow in <c>slices</c> messages.</summary>
    public required IReadOnlyList<SliceSpec> Slices { get; init; }
}
