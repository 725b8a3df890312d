using P2C2R.Protocol;

namespace P2C2R.Peer;

/// <summary>Something that happened at a peer. Figures, not text: there may be tens of thousands a second.</summary>
public sealed record PeerEvent(PeerEventKind Kind)
{
    /// <summary>The attempt it is about.</summary>
    public AttemptId? Attempt { get; init; }

    /// <summary>What was computed.</summary>
    public KernelId? Kernel { get; init; }

    /// <summary>Time in the kernel.</summary>
    public double? Milliseconds { get; init; }

    /// <summary>Work units.</summary>
    public long? Units { get; init; }

    /// <summary>Why it failed.</summary>
    public ErrorCode? Code { get; init; }

    /// <summary>How a settled attempt ended.</summary>
    public AttemptState? State { get; init; }

    /// <summary>What it earned.</summary>
    public NanoDollars? Earned { get; init; }

    /// <summary>In which ledger.</summary>
    public LedgerKind? Ledger { get; init; }

    /// <summary>For people.</summary>
    public string? Message { get; init; }
}
