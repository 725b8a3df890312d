using System.Text.Json.Nodes;
using P2C2R.Cli.Processes;

namespace P2C2R.Cli.Demo;

/// <summary>Whether the books balance, by what the coordinator's status says.</summary>
internal static class LedgerCheck
{
    /// <summary>Debits equal credits in each ledger.</summary>
    public static bool IsBalanced(JsonNode status) =>
        status["ledger"] is JsonObject ledgers && ledgers.Count > 0
        && ledgers.All(l => StatusNumber.Of(l.Value!, "debits") == StatusNumber.Of(l.Value!, "credits"));
}
