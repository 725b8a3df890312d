namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A response rule: when all its criteria hold, it can speak.</summary>
internal sealed record Rule
{
    /// <summary>As in the file; unique.</summary>
    public required string Name { get; init; }

    /// <summary>All must hold.</summary>
    public IReadOnlyList<Criterion> Criteria { get; init; } = [];

    /// <summary>Added to the number of criteria.</summary>
    public int Bonus { get; init; }

    /// <summary>Lines of others that must pass before it speaks again in a conversation.</summary>
    public int Cooldown { get; init; }

    /// <summary>Whether it speaks only once in a conversation.</summary>
    public bool Once { get; init; }

    /// <summary>Whether it may say what was said before in the conversation.</summary>
    public bool Repeats { get; init; }

    /// <summary>Texts to choose from; none for a rule that only writes and goes on.</summary>
    public IReadOnlyList<string> Say { get; init; } = [];

    /// <summary>What it changes.</summary>
    public IReadOnlyList<RuleWrite> Writes { get; init; } = [];

    /// <summary>What follows.</summary>
    public IReadOnlyList<FollowUp> FollowUps { get; init; } = [];

    /// <summary>The most specific rule speaks: that with the greatest score.</summary>
    public int Score => Criteria.Count + Bonus;
}
