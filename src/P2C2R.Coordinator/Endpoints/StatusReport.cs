using System.Buffers;
using System.Globalization;
using System.Text.Json;
using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>The JSON of <c>/api/v1/status</c>; docs/operations.md explains its fields. Money is nano-dollars, as strings.</summary>
internal static class StatusReport
{
    /// <summary>Writes it; single peers, with what they earn, only for the operator.</summary>
    public static ReadOnlyMemory<byte> Write(Services services, GridStatistics figures, bool forOperator)
    {
        var buffer = new ArrayBufferWriter<byte>(2_048);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("uptime_s", Math.Round((DateTimeOffset.UtcNow - services.StartedAt).TotalSeconds, 3));
        json.WriteNumber("epoch", figures.Epoch);
        json.WriteString("sqlite", $"{SqliteLibrary.Version} ({SqliteLibrary.Origin})");
        json.WriteNumber("connections", services.Sweeper.Count);
        json.WriteNumber("peers", figures.Peers);
        json.WriteNumber("gamers", figures.Gamers);
        json.WriteNumber("tasks_completed", figures.Totals.TasksDone);
        json.WriteNumber("commits", services.Meter.Commits);
        json.WriteNumber("commit_seconds", Round(services.Meter.InCommits.TotalSeconds));
        WriteWork(json, figures);
        WriteMoney(json, figures, services.Reader.LedgerSums());
        WriteStorage(json, services);
        if (forOperator) WritePeers(json, figures);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteWork(Utf8JsonWriter json, GridStatistics figures)
    {
        json.WriteStartObject("tasks");
        json.WriteNumber("active", figures.LiveTasks);
        json.WriteNumber("accepted", figures.Totals.TasksAccepted);
        json.WriteNumber("completed", figures.Totals.TasksDone);
        json.WriteNumber("failed", figures.Totals.TasksFailed);
        json.WriteNumber("cancelled", figures.Totals.TasksCancelled);
        json.WriteEndObject();
        json.WriteNumber("live_slices", figures.LiveSlices);
        json.WriteNumber("tasks_per_second", Round(figures.TasksPerSecond));
        json.WriteNumber("cache_hits", figures.Totals.CacheHits);
        json.WriteNumber("disputes", figures.Totals.Disputes);
        json.WriteNumber("failovers", figures.Totals.Failovers);
        json.WriteNumber("hedges", figures.Totals.Hedges);
        json.WriteNumber("attempts_paid", figures.Totals.AttemptsPaid);
        WritePercentiles(json, "latency_ms", figures.LatencyMsP50, figures.LatencyMsP95, figures.LatencyMsP99);
        WritePercentiles(json, "processing_ms", figures.ProcessingMsP50, figures.ProcessingMsP95, figures.ProcessingMsP99);
        json.WriteNumber("slots", figures.Slots);
        json.WriteNumber("busy_slots", figures.BusySlots);
        json.WriteNumber("utilisation", figures.Slots == 0 ? 0 : Round((double)figures.BusySlots / figures.Slots));
    }

    private static void WritePercentiles(Utf8JsonWriter json, string name, double p50, double p95, double p99)
    {
        json.WriteStartObject(name);
        json.WriteNumber("p50", Round(p50));
        json.WriteNumber("p95", Round(p95));
        json.WriteNumber("p99", Round(p99));
        json.WriteEndObject();
    }

    private static void WriteMoney(Utf8JsonWriter json, GridStatistics figures, (long Debits, long Credits)[] sums)
    {
        WriteAmounts(json, "revenue", figures.Revenue.Value, figures.PromotionalRevenue.Value);
        WriteAmounts(json, "rewards_paid", figures.Rewards.Value, figures.PromotionalRewards.Value);
        json.WriteString("budget_spent", Text(figures.BudgetSpent.Value));
        json.WriteStartObject("ledger");
        foreach (var ledger in Enum.GetValues<LedgerKind>())
        {
            var (debits, credits) = sums[(int)ledger];
            json.WriteStartObject(ledger == LedgerKind.Usd ? "usd" : "promotional");
            json.WriteString("debits", Text(debits));
            json.WriteString("credits", Text(credits));
            json.WriteBoolean("balanced", debits == credits);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteAmounts(Utf8JsonWriter json, string name, long usd, long promotional)
    {
        json.WriteStartObject(name);
        json.WriteString("usd", Text(usd));
        json.WriteString("promotional", Text(promotional));
        json.WriteEndObject();
    }

    private static void WriteStorage(Utf8JsonWriter json, Services services)
    {
        var meter = services.Meter;
        var (count, bytes) = services.Reader.Blobs();
        json.WriteStartObject("storage");
        json.WriteNumber("commands", meter.Commands);
        json.WriteNumber("commit_ms", Round(meter.CommitTime.TotalMilliseconds));
        json.WriteNumber("mean_batch", meter.Commits == 0 ? 0 : Round((double)meter.Commands / meter.Commits));
        json.WriteNumber("seconds_in_core", Round(meter.InCore.TotalSeconds));
        json.WriteNumber("blobs", count);
        json.WriteNumber("blob_bytes", bytes);
        json.WriteNumber("blob_bytes_in", services.Traffic.BytesIn);
        json.WriteNumber("blob_bytes_out", services.Traffic.BytesOut);
        json.WriteEndObject();
    }

    /// <summary>The first hundred; the rest are only counted.</summary>
    private static void WritePeers(Utf8JsonWriter json, GridStatistics figures)
    {
        const int most = 100;
        json.WriteStartArray("connected_peers");
        foreach (var peer in figures.ConnectedPeers.Take(most))
        {
            json.WriteStartObject();
            json.WriteString("account", peer.Account.ToString());
            json.WriteString("name", peer.Name);
            json.WriteNumber("slots", peer.Slots);
            json.WriteNumber("active", peer.Active);
            json.WriteNumber("completed", peer.Completed);
            json.WriteNumber("failed", peer.Failed);
            json.WriteNumber("disputed", peer.Disputed);
            json.WriteString("earned", Text(peer.Earned.Value));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static double Round(double value) => Math.Round(value, 3, MidpointRounding.AwayFromZero);

    private static string Text(long amount) => amount.ToString(CultureInfo.InvariantCulture);
}
