using System.Text.Json.Nodes;

namespace P2C2R.Cli.Processes;

/// <summary>The books by what the coordinator's status says: each ledger's debits and credits.</summary>
internal static class LedgerSums
{
    /// <summary>Whether debits equal credits in each ledger.</summary>
    public static bool AreBalanced(JsonNode status) =>
        status["ledger"] is JsonObject { Count: > 0 } ledgers
        && ledgers.All(static l => StatusNumber.Of(l.Value!, "debits") == StatusNumber.Of(l.Value!, "credits"));
}
