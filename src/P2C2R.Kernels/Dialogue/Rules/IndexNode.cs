namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A node of <see cref="RuleIndex"/>: it asks for one fact, and its rules are below it in one of several places.</summary>
internal sealed class IndexNode
{
    /// <summary>The greatest score of the rules below.</summary>
    public required int MaxScore { get; init; }

    /// <summary>The fact that decides; -1 for a leaf.</summary>
    public int Fact { get; init; } = -1;

    /// <summary>By the value of the fact: rules that want just that value. Null where <see cref="Threshold"/> decides instead.</summary>
    public Dictionary<long, IndexNode>? Children { get; init; }

    /// <summary>Rules in <see cref="Below"/> want less than this, those in <see cref="Above"/> this or more.</summary>
    public long Threshold { get; init; }

    /// <summary>Rules that want less.</summary>
    public IndexNode? Below { get; init; }

    /// <summary>Rules that want as much or more.</summary>
    public IndexNode? Above { get; init; }

    /// <summary>Rules for which the fact doesn't decide.</summary>
    public IndexNode? Rest { get; init; }

    /// <summary>In a leaf: its rules, greatest score first.</summary>
    public LeafRule[] Rules { get; init; } = [];

    /// <summary>In a leaf: the criteria of its rules, one rule's after the other's.</summary>
    public Criterion[] Criteria { get; init; } = [];
}
