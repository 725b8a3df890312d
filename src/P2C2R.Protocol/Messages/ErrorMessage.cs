namespace P2C2R.Protocol;

/// <summary>Either way: something was refused. The connection goes on unless it is closed after it.</summary>
public sealed record ErrorMessage : Message
{
    /// <summary>What.</summary>
    public required ErrorCode Code { get; init; }

    /// <summary>The field, the limit and the remedy, for people.</summary>
    public required string Message { get; init; }

    /// <summary>The task it is about.</summary>
    public string? Task { get; init; }

    /// <summary>The attempt it is about.</summary>
    public AttemptId? Attempt { get; init; }

    /// <summary>When to try again, for <c>busy</c>.</summary>
    public int? RetryAfterMs { get; init; }
}
