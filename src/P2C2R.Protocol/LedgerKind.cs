using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>The two ledgers, which never mix. Numbers are stored and only appended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LedgerKind>))]
public enum LedgerKind
{
    /// <summary>Dollars.</summary>
    [JsonStringEnumMemberName("usd")] Usd = 0,

    /// <summary>Promotional credit: buys computation, earns only promotional credit, is never paid out.</summary>
    [JsonStringEnumMemberName("promotional")] Promotional = 1,
}
