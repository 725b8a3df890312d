namespace P2C2R.Protocol;

/// <summary>What an attempt earned.</summary>
public sealed record SettledAttempt
{
    /// <summary>The attempt.</summary>
    public required AttemptId Attempt { get; init; }

    /// <summary>How it ended.</summary>
    public required AttemptState State { get; init; }

    /// <summary>Held until it is released; 0 for anything but an agreed attempt.</summary>
    public required NanoDollars Earned { get; init; }

    /// <summary>In which ledger.</summary>
    public LedgerKind Ledger { get; init; }
}
