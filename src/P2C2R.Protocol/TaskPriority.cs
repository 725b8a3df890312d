using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>Which of an account's own tasks go first. Never takes another account's share. Numbers are stored and only appended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TaskPriority>))]
public enum TaskPriority
{
    /// <summary>Somebody is waiting.</summary>
    [JsonStringEnumMemberName("interactive")] Interactive = 0,

    /// <summary>The default.</summary>
    [JsonStringEnumMemberName("normal")] Normal = 1,

    /// <summary>Whenever there is room.</summary>
    [JsonStringEnumMemberName("batch")] Batch = 2,
}
