using System.Text.Json.Serialization;

namespace P2C2R.Cli.Bench;

/// <summary>What a load generator saw while it kept a number of tasks in flight.</summary>
internal sealed record Measurement
{
    /// <summary>Round trips.</summary>
    [JsonPropertyName("tasks")]
    public required long Tasks { get; init; }

    /// <summary>From the first submission to the last result.</summary>
    [JsonPropertyName("seconds")]
    public required double Seconds { get; init; }

    /// <summary>Median milliseconds from submission to result.</summary>
    [JsonPropertyName("p50_ms")]
    public required double P50Ms { get; init; }

    /// <summary>99th percentile of the same.</summary>
    [JsonPropertyName("p99_ms")]
    public required double P99Ms { get; init; }

    /// <summary>Tasks a second.</summary>
    [JsonPropertyName("rate")]
    public double Rate => Tasks / Seconds;
}
