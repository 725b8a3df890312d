namespace P2C2R.Protocol;

/// <summary>Answer to <c>get_account</c>.</summary>
public sealed record AccountStatus : Message
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>Dollars: a gamer's to spend, a peer's released earnings.</summary>
    public required NanoDollars Balance { get; init; }

    /// <summary>The same of promotional credit.</summary>
    public required NanoDollars Promotional { get; init; }

    /// <summary>A peer's dollars not released yet.</summary>
    public NanoDollars Held { get; init; }

    /// <summary>The same of promotional credit.</summary>
    public NanoDollars PromotionalHeld { get; init; }

    /// <summary>A gamer's tasks done, or a peer's attempts paid.</summary>
    public long TasksCompleted { get; init; }

    /// <summary>All that a gamer has spent or a peer has earned, both ledgers.</summary>
    public NanoDollars Total { get; init; }
}
