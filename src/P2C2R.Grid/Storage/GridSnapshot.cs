namespace P2C2R.Grid;

/// <summary>What the core is built from after a start: the live part of what is stored.</summary>
public sealed record GridSnapshot
{
    /// <summary>This epoch: 1 at the first start.</summary>
    public required int Epoch { get; init; }

    /// <summary>Highest task number ever used, or 0.</summary>
    public required long LastTask { get; init; }

    /// <summary>Highest account id ever used, or 0.</summary>
    public required long LastAccount { get; init; }

    /// <summary>Highest transfer id ever used, or 0.</summary>
    public required long LastTransfer { get; init; }

    /// <summary>All account holders.</summary>
    public required IReadOnlyList<AccountRow> Accounts { get; init; }

    /// <summary>All balances but escrow.</summary>
    public required IReadOnlyList<BalanceRow> Balances { get; init; }

    /// <summary>All holds.</summary>
    public required IReadOnlyList<HoldRow> Holds { get; init; }

    /// <summary>Tasks that are admitting or running, by number.</summary>
    public required IReadOnlyList<TaskRow> LiveTasks { get; init; }

    /// <summary>Their slices, by task and index, each with its result where it is agreed.</summary>
    public required IReadOnlyList<(SliceRow Slice, ResultId? Result)> LiveSlices { get; init; }

    /// <summary>Attempts at computations of live slices that ended as failed, expired or disputed: the core counts them against the limit of three peers.</summary>
    public required IReadOnlyList<AttemptRow> FailedAttempts { get; init; }

    /// <summary>Totals over all time, for the status page.</summary>
    public required GridTotals Totals { get; init; }
}
