namespace P2C2R.Kernels.Chat;

/// <summary>A question to a language model.</summary>
/// <param name="Instructions">Who it is and how it shall answer: the system's message.</param>
/// <param name="Message">The user's message.</param>
public sealed record ChatRequest(string Instructions, string Message)
{
    /// <summary>Tokens after which the answer is cut off.</summary>
    public required int MaxTokens { get; init; }

    /// <summary>For the whole answer.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>A wish: the same seed may give the same answer.</summary>
    public required int Seed { get; init; }

    /// <summary>0 to 2; null: as the model's owner has set it.</summary>
    public double? Temperature { get; init; }

    /// <summary>A JSON schema that the answer shall satisfy; null: plain text. Models that know of schemas keep to it, others may not.</summary>
    public string? Schema { get; init; }
}
