namespace P2C2R.Grid;

/// <summary>One movement of money: inserted once, never changed. Keyed by <see cref="Id"/>.</summary>
public sealed record TransferRow
{
    /// <summary>1, 2, 3 ...; chosen by the core.</summary>
    public required long Id { get; init; }

    /// <summary>Loses the amount.</summary>
    public required LedgerAccount Debit { get; init; }

    /// <summary>Gains it.</summary>
    public required LedgerAccount Credit { get; init; }

    /// <summary>Nano-dollars, more than 0.</summary>
    public required long Amount { get; init; }

    /// <summary>Why.</summary>
    public required TransferReason Reason { get; init; }

    /// <summary>Number of the task it is about, or 0.</summary>
    public required long Task { get; init; }

    /// <summary>The attempt or payment that it is about, or null.</summary>
    public required string? Reference { get; init; }

    /// <summary>Unix microseconds.</summary>
    public required long At { get; init; }
}
