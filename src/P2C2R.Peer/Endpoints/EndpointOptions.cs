namespace P2C2R.Peer.Endpoints;

/// <summary>
/// A language model that this peer runs beside itself, behind an OpenAI-compatible chat endpoint. Address, key and model's name stay in this process: no
/// message, event or worker holds them. Not a record, so that nothing prints its members.
/// </summary>
public sealed class EndpointOptions
{
    /// <summary>Of the API, for example <c>http://127.0.0.1:8080/v1</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>What the endpoint calls the model.</summary>
    public required string Model { get; init; }

    /// <summary>Null where the endpoint asks for none.</summary>
    public string? Key { get; init; }

    /// <summary>Questions at a time, 1 to <see cref="MaxParallel"/>: as many as the endpoint works on at once.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>For one answer, where the gamer doesn't want it sooner: retries included.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Tokens of one answer, where the gamer doesn't want fewer.</summary>
    public int MaxTokens { get; init; } = 4_096;

    /// <summary>Most for <see cref="Parallel"/>.</summary>
    internal const int MaxParallel = 64;
}
