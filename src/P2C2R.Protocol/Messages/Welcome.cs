namespace P2C2R.Protocol;

/// <summary>Answer to a hello. A promise: the account is on disk. Leases wait for no disk and may come before it.</summary>
public sealed record Welcome : Message
{
    /// <summary>The account, for people and for naming peers, for example <c>a17</c>.</summary>
    public required string Account { get; init; }

    /// <summary>Sent once, to a new account: whoever presents it is that account.</summary>
    public string? Token { get; init; }

    /// <summary>The coordinator's epoch.</summary>
    public required int Epoch { get; init; }

    /// <summary>How often a peer must report its attempts.</summary>
    public required int HeartbeatMs { get; init; }

    /// <summary>What a peer earns in a reference compute-hour.</summary>
    public required NanoDollars PeerRate { get; init; }

    /// <summary>What the coordinator keeps of what a gamer pays.</summary>
    public required int FeePercent { get; init; }

    /// <summary>What a gamer pays for a GiB of blobs and big outputs that is stored or moved for a task.</summary>
    public NanoDollars DataRate { get; init; }

    /// <summary>Dollars: a gamer's to spend, a peer's released earnings.</summary>
    public required NanoDollars Balance { get; init; }

    /// <summary>The same of promotional credit.</summary>
    public required NanoDollars Promotional { get; init; }

    /// <summary>The kernels that this coordinator prices.</summary>
    public IReadOnlyList<KernelRate> Rates { get; set => field = value ?? []; } = [];
}
