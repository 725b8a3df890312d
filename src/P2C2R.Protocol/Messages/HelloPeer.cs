namespace P2C2R.Protocol;

/// <summary>First message of a peer: who it is, what it can compute, what it is computing.</summary>
public sealed record HelloPeer : Message
{
    /// <summary>Shown to people; 1 to <see cref="Limits.MaxNameLength"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>The token of an earlier welcome; null registers a new peer.</summary>
    public string? Token { get; init; }

    /// <summary>Attempts computed at once, 1 to <see cref="Limits.MaxSlots"/>.</summary>
    public required int Slots { get; init; }

    /// <summary>The device, as the peer sees it.</summary>
    public required DeviceInfo Device { get; init; }

    /// <summary>The kernels that it has.</summary>
    public required IReadOnlyList<KernelSpeed> Kernels { get; init; }

    /// <summary>Attempts it is working on, or has finished without having been told of a verdict.</summary>
    public IReadOnlyList<DeclaredAttempt> Computing { get; set => field = value ?? []; } = [];

    /// <summary>Blobs it holds, most recently used first.</summary>
    public IReadOnlyList<Sha256Hash> Blobs { get; set => field = value ?? []; } = [];
}
