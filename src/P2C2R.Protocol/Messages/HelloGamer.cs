namespace P2C2R.Protocol;

/// <summary>First message of a gamer.</summary>
public sealed record HelloGamer : Message
{
    /// <summary>Shown to people; 1 to <see cref="Limits.MaxNameLength"/> characters.</summary>
    public required string Name { get; init; }

    /// <summary>The token of an earlier welcome; null registers a new gamer.</summary>
    public string? Token { get; init; }
}
