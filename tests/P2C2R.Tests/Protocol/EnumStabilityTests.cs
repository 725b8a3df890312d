using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Protocol;

/// <summary>Numbers that are stored or hashed, and names on the wire, never change: this list is only ever appended to.</summary>
public sealed class EnumStabilityTests
{
    [Fact]
    public void Error_codes_keep_number_and_wire_name() => AssertFrozen<ErrorCode>(
        "none", "malformed", "unknown_type", "hello_first", "bad_token", "limit_exceeded", "out_of_range", "kind_not_available", "busy",
        "insufficient_funds", "price_cap_too_low", "task_id_reused", "not_found", "cancelled", "deadline_exceeded", "computation_failed",
        "disputed", "blob_missing", "quota_exceeded", "hash_mismatch", "shutting_down", "slow_reader", "internal", "worker_crashed",
        "timed_out", "out_of_memory", "input_unavailable", "bad_input", "unreachable", "endpoint_failed");

    [Fact]
    public void Task_states_keep_number_and_wire_name() => AssertFrozen<TaskState>("admitting", "running", "done", "failed", "cancelled");

    [Fact]
    public void Attempt_states_keep_number_and_wire_name() =>
        AssertFrozen<AttemptState>("leased", "received", "agreed", "disputed", "failed", "expired", "cancelled");

    [Fact]
    public void Priorities_keep_number_and_wire_name() => AssertFrozen<TaskPriority>("interactive", "normal", "batch");

    [Fact]
    public void Ledgers_keep_number_and_wire_name() => AssertFrozen<LedgerKind>("usd", "promotional");

    [Fact]
    public void Outcomes_keep_their_numbers() => Assert.Equal(
        [("Completed", 0), ("OutOfUnits", 1), ("InputRefused", 2)],
        Enum.GetValues<SliceOutcome>().Select(v => (v.ToString(), (int)v)));

    [Fact]
    public void Account_types_keep_their_numbers() => Assert.Equal(
        [("World", 0), ("PromotionalPool", 1), ("Fees", 2), ("Gamer", 3), ("PeerHeld", 4), ("PeerReleased", 5), ("Escrow", 6)],
        Enum.GetValues<AccountType>().Select(v => (v.ToString(), (int)v)));

    [Fact]
    public void Transfer_reasons_keep_their_numbers() => Assert.Equal(
        [("Deposit", 0), ("Grant", 1), ("Escrow", 2), ("Pay", 3), ("Fee", 4), ("Refund", 5), ("Release", 6), ("Capital", 7), ("Data", 8)],
        Enum.GetValues<TransferReason>().Select(v => (v.ToString(), (int)v)));

    private static void AssertFrozen<T>(params string[] wireNames)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        Assert.Equal(wireNames.Length, values.Length);
        for (var i = 0; i < wireNames.Length; i++)
        {
            Assert.Equal(i, Convert.ToInt32(values[i], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal($"\"{wireNames[i]}\"", System.Text.Json.JsonSerializer.Serialize(values[i]));
        }
    }
}
