namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What a file of rules may hold.</summary>
internal static class RuleLimits
{
    /// <summary>Rules.</summary>
    public const int MaxRules = 200_000;

    /// <summary>Different facts that rules ask for, print or write.</summary>
    public const int MaxFacts = 65_536;

    /// <summary>Different texts that rules compare with or write.</summary>
    public const int MaxTexts = 1_000_000;

    /// <summary>Criteria of a rule.</summary>
    public const int MaxCriteria = 32;

    /// <summary>Texts to choose from in one rule.</summary>
    public const int MaxSay = 64;

    /// <summary>Writes of a rule.</summary>
    public const int MaxWrites = 32;

    /// <summary>Events that follow a rule.</summary>
    public const int MaxFollowUps = 8;

    /// <summary>Facts of an event that follows.</summary>
    public const int MaxFollowUpFacts = 16;

    /// <summary>Bytes of a rule's name.</summary>
    public const int MaxRuleNameBytes = AnswerFormat.MaxRuleBytes;

    /// <summary>Bytes of a text before it is expanded.</summary>
    public const int MaxTemplateBytes = 2_048;

    /// <summary>Lists of words, and names of variables.</summary>
    public const int MaxSymbols = 16_384;

    /// <summary>Entries of one list of words.</summary>
    public const int MaxWords = 4_096;

    /// <summary>Most for <c>bonus</c>, and least without its sign.</summary>
    public const int MaxBonus = 100;

    /// <summary>Most for <c>cooldown</c>.</summary>
    public const int MaxCooldown = 1_000;
}
