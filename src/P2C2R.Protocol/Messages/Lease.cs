namespace P2C2R.Protocol;

/// <summary>Coordinator to peer: compute this, you have until then.</summary>
public sealed record Lease : Message
{
    /// <summary>Names this go at it.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>The computation's key.</summary>
    public required Sha256Hash Key { get; init; }

    /// <summary>The kind.</summary>
    public required string Kind { get; init; }

    /// <summary>The kernel's version.</summary>
    public required int Version { get; init; }

    /// <summary>Canonical input.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Blobs that the slice names, in order.</summary>
    public IReadOnlyList<DataReference> Blobs { get; set => field = value ?? []; } = [];

    /// <summary>Outputs that the slice depends on, in order.</summary>
    public IReadOnlyList<DataReference> Dependencies { get; set => field = value ?? []; } = [];

    /// <summary>Work units expected.</summary>
    public required long ExpectedUnits { get; init; }

    /// <summary>Work units after which the kernel stops.</summary>
    public required long MaxUnits { get; init; }

    /// <summary>Time until the lease ends, unless a heartbeat renews it.</summary>
    public required int LeaseMs { get; init; }

    /// <summary>For the commitment of a big output.</summary>
    public required string Nonce { get; init; }
}
