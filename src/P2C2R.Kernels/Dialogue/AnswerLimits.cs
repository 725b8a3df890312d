namespace P2C2R.Kernels.Dialogue;

/// <summary>How long an answer may be.</summary>
/// <param name="Lines">Lines of one conversation.</param>
/// <param name="LineBytes">Bytes of a line's text, UTF-8.</param>
/// <param name="Tokens">Tokens of one line, for models.</param>
internal readonly record struct AnswerLimits(int Lines, int LineBytes, int Tokens)
{
    /// <summary>What a document gets that doesn't say otherwise.</summary>
    public static AnswerLimits Default { get; } = new(12, 400, 64);

    /// <summary>Whether none is out of range.</summary>
    public bool AreValid => Lines is >= 1 and <= DialogueLimits.MaxLines && LineBytes is >= DialogueLimits.MinLineBytes and <= DialogueLimits.MaxLineBytes && Tokens is >= 1 and <= DialogueLimits.MaxTokens;
}
