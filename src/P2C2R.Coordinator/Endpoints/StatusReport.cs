using System.Buffers;
using System.Text.Json;
using P2C2R.Coordinator.Sqlite;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>The JSON of <c>/api/v1/status</c>; docs/operations.md explains its fields.</summary>
internal static class StatusReport
{
    /// <summary>Writes it.</summary>
    public static ReadOnlyMemory<byte> Write(Services services)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("uptime_s", Math.Round((DateTimeOffset.UtcNow - services.StartedAt).TotalSeconds, 3));
        json.WriteNumber("epoch", services.Meter.Epoch);
        json.WriteNumber("connections", services.Sweeper.Count);
        json.WriteNumber("commits", services.Meter.Commits);
        json.WriteString("sqlite", $"{SqliteLibrary.Version} ({SqliteLibrary.Origin})");
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
