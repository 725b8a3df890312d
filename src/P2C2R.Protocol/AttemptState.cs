using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>Where an attempt is. Numbers are stored and only appended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttemptState>))]
public enum AttemptState
{
    /// <summary>With a peer, under a lease.</summary>
    [JsonStringEnumMemberName("leased")] Leased = 0,

    /// <summary>Its output is here, the verdict isn't.</summary>
    [JsonStringEnumMemberName("received")] Received = 1,

    /// <summary>Its output is the one agreed on; paid.</summary>
    [JsonStringEnumMemberName("agreed")] Agreed = 2,

    /// <summary>Its output differs from the one agreed on; not paid, recorded against the peer.</summary>
    [JsonStringEnumMemberName("disputed")] Disputed = 3,

    /// <summary>The peer said that it has none; not paid.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 4,

    /// <summary>Its lease ended before an output came; not paid.</summary>
    [JsonStringEnumMemberName("expired")] Expired = 5,

    /// <summary>Nobody needs it any more; not paid.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled = 6,
}
