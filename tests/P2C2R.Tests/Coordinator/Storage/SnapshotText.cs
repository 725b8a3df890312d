using System.Text.Json;
using P2C2R.Grid;

namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>A snapshot as text that can be compared: lists whose order is free are sorted. Without the epoch, and without what depends on tasks that have ended.</summary>
internal static class SnapshotText
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public static string Of(GridSnapshot snapshot) => string.Join('\n',
    [
        $"{snapshot.LastTask} {snapshot.LastAccount} {snapshot.LastTransfer}",
        .. Lines(snapshot.Accounts), .. Lines(snapshot.Balances), .. Lines(snapshot.Holds), .. Lines(snapshot.LiveTasks), .. Lines(snapshot.LiveSlices),
    ]);

    private static IEnumerable<string> Lines<T>(IEnumerable<T> rows) => rows.Select(r => JsonSerializer.Serialize(r, Options)).Order(StringComparer.Ordinal);
}
