using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A gamer: tasks, money to spend, share of the grid.</summary>
internal sealed class GamerAccount(AccountId id, string name, Sha256Hash tokenHash, long createdAt, int kernels) : AccountHolder(AccountRole.Gamer, id, name, tokenHash, createdAt)
{
    /// <summary>What can be spent, by ledger.</summary>
    public Balance[] Spendable { get; } =
    [
        new(new LedgerAccount(AccountType.Gamer, LedgerKind.Usd, id.Value)),
        new(new LedgerAccount(AccountType.Gamer, LedgerKind.Promotional, id.Value)),
    ];

    /// <summary>Live tasks, and ended ones until their rows are committed, by the gamer's id.</summary>
    public Dictionary<string, GridTask> Tasks { get; } = [];

    public int LiveTasks { get; set; }

    public long TasksSubmitted { get; set; }

    public int Sessions { get; set; }

    /// <summary>Reference seconds that were computed for this account, as start-time fair queueing counts them.</summary>
    public double VirtualTime { get; set; }

    /// <summary>Computations of this account that wait for a peer.</summary>
    public int Waiting { get; set; }

    /// <summary>Its queues, by <see cref="Kernel.Index"/>.</summary>
    public AccountQueue?[] Queues { get; } = new AccountQueue?[kernels];

    protected override AccountRow Complete(AccountRow row) => row with { TasksSubmitted = TasksSubmitted };
}
