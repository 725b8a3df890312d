using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>Where a task is. Numbers are stored and only appended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskState>))]
public enum TaskState
{
    /// <summary>Its slices are still arriving.</summary>
    [JsonStringEnumMemberName("admitting")] Admitting = 0,

    /// <summary>All slices are here; some are not agreed yet.</summary>
    [JsonStringEnumMemberName("running")] Running = 1,

    /// <summary>Every slice is agreed and paid.</summary>
    [JsonStringEnumMemberName("done")] Done = 2,

    /// <summary>Ended without a result; an error code says why.</summary>
    [JsonStringEnumMemberName("failed")] Failed = 3,

    /// <summary>Ended by its gamer.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled = 4,
}
