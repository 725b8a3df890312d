namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Rules and lists of words as they were written, facts and texts by number.</summary>
/// <param name="Facts">The facts that rules name, by number; each once.</param>
/// <param name="Texts">The texts that they compare with or write.</param>
/// <param name="Rules">The rules, by number.</param>
/// <param name="Words">The grammar.</param>
internal sealed record RuleSet(IReadOnlyList<FactName> Facts, TextTable Texts, IReadOnlyList<Rule> Rules, IReadOnlyList<WordList> Words)
{
    /// <summary>What happened.</summary>
    public static FactName EventName { get; } = new(FactScope.Event, "name");

    /// <summary>Lines said before, in this conversation.</summary>
    public static FactName EventTurn { get; } = new(FactScope.Event, "turn");

    /// <summary>Who is about to speak.</summary>
    public static FactName SpeakerName { get; } = new(FactScope.Speaker, "name");

    /// <summary>Who is spoken to.</summary>
    public static FactName ListenerName { get; } = new(FactScope.Listener, "name");
}
