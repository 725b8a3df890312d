namespace P2C2R.Kernels.Chat;

/// <summary>What a language model said.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tokens">Tokens that it is counted as, at most <see cref="ChatRequest.MaxTokens"/>.</param>
/// <param name="IsWhole">Whether the model came to its end; false: it was cut off at the limit of tokens.</param>
public sealed record ChatAnswer(string Text, int Tokens, bool IsWhole);
