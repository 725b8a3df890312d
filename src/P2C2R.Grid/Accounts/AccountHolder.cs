using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A gamer or a peer that has registered, connected or not.</summary>
internal abstract class AccountHolder(AccountRole role, AccountId id, string name, Sha256Hash tokenHash, long createdAt)
{
    public AccountId Id { get; } = id;

    public string Name { get; } = name;

    public Sha256Hash TokenHash { get; } = tokenHash;

    public long CreatedAt { get; } = createdAt;

    public long LastSeenAt { get; set; } = createdAt;

    public long TasksCompleted { get; set; }

    /// <summary>Nano-dollars spent or earned, both ledgers.</summary>
    public long Total { get; set; }

    /// <summary>Whether a row of it is due at the end of the batch.</summary>
    public bool Dirty { get; set; }

    public AccountRow ToRow() => Complete(new AccountRow
    {
        Id = Id,
        Role = role,
        Name = Name,
        TokenHash = TokenHash,
        CreatedAt = CreatedAt,
        LastSeenAt = LastSeenAt,
        TasksCompleted = TasksCompleted,
        Total = new NanoDollars(Total),
    });

    /// <summary>The row with what only this role has.</summary>
    protected abstract AccountRow Complete(AccountRow row);
}
