namespace P2C2R.Kernels.Dialogue;

/// <summary>What a document and a slice may hold. Checked before anything is computed.</summary>
internal static class DialogueLimits
{
    /// <summary>Characters of a document.</summary>
    public const int MaxCharacters = 4_096;

    /// <summary>Characters of one conversation.</summary>
    public const int MaxCast = 16;

    /// <summary>Conversations of a task, variants counted.</summary>
    public const int MaxConversations = 250_000;

    /// <summary>Facts of one list.</summary>
    public const int MaxFacts = 256;

    /// <summary>Bytes of a fact's or an event's name.</summary>
    public const int MaxNameBytes = 48;

    /// <summary>Bytes of a character's name.</summary>
    public const int MaxSpeakerBytes = 64;

    /// <summary>Bytes of a fact that is a text.</summary>
    public const int MaxFactBytes = 256;

    /// <summary>Lines said before.</summary>
    public const int MaxSaid = 256;

    /// <summary>Bytes of a line that was said before, or with an event.</summary>
    public const int MaxSaidBytes = 4_096;

    /// <summary>Events asked in one conversation.</summary>
    public const int MaxAsked = 32;

    /// <summary>Most for <see cref="AnswerLimits.Lines"/>.</summary>
    public const int MaxLines = 64;

    /// <summary>Least for <see cref="AnswerLimits.LineBytes"/>.</summary>
    public const int MinLineBytes = 16;

    /// <summary>Most for <see cref="AnswerLimits.LineBytes"/>.</summary>
    public const int MaxLineBytes = 4_096;

    /// <summary>Most for <see cref="AnswerLimits.Tokens"/>.</summary>
    public const int MaxTokens = 2_048;
}
