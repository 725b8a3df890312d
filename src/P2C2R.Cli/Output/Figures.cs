using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Client;
using P2C2R.Protocol;

namespace P2C2R.Cli.Output;

/// <summary>Numbers as people read them, and enums and JSON as the wire spells them.</summary>
internal static class Figures
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>A time with a sensible unit.</summary>
    public static string Time(double milliseconds) => milliseconds switch
    {
        < 1000 => $"{milliseconds:0.0} ms",
        < 120_000 => $"{milliseconds / 1000:0.00} s",
        _ => $"{milliseconds / 60_000:0.0} min",
    };

    /// <summary>An amount and what kind of money it is.</summary>
    public static string Money(NanoDollars amount, LedgerKind ledger) => ledger == LedgerKind.Promotional ? $"{amount} (promotional credit)" : amount.ToString();

    /// <summary>What a task cost, and what of it was for data where blobs were stored or moved.</summary>
    public static string Cost(TaskOutcome outcome) =>
        outcome.DataBytes == 0 ? Money(outcome.Cost, outcome.Ledger) : $"{Money(outcome.Cost, outcome.Ledger)}, of it {outcome.DataCost} for {outcome.DataBytes} bytes of data";

    /// <summary>The snake_case name of an enum's value.</summary>
    public static string Name<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value).GetString()!;

    /// <summary>JSON for people and machines.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Indented);
}
