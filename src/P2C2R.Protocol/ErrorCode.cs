using System.Text.Json.Serialization;

namespace P2C2R.Protocol;

/// <summary>
/// Every way in which a request can be refused or a task can end without a result. Closed: clients may switch over it.
/// Names on the wire are snake_case and are never changed or reused; numbers are stored and only appended.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<ErrorCode>))]
public enum ErrorCode
{
    /// <summary>No error.</summary>
    [JsonStringEnumMemberName("none")] None = 0,

    /// <summary>The message isn't JSON of the documented shape. The message says which field.</summary>
    [JsonStringEnumMemberName("malformed")] Malformed = 1,

    /// <summary>The message's type isn't known to this release.</summary>
    [JsonStringEnumMemberName("unknown_type")] UnknownType = 2,

    /// <summary>The first message must say who is there.</summary>
    [JsonStringEnumMemberName("hello_first")] HelloFirst = 3,

    /// <summary>The token names no account, or one of the other role.</summary>
    [JsonStringEnumMemberName("bad_token")] BadToken = 4,

    /// <summary>A size, count or rate is over a limit that the message names.</summary>
    [JsonStringEnumMemberName("limit_exceeded")] LimitExceeded = 5,

    /// <summary>A value is outside its range; the message names field and range.</summary>
    [JsonStringEnumMemberName("out_of_range")] OutOfRange = 6,

    /// <summary>The coordinator has no rate for this kind and version, or this release has no kernel for it.</summary>
    [JsonStringEnumMemberName("kind_not_available")] KindNotAvailable = 7,

    /// <summary>The queue is full; try again after the time given.</summary>
    [JsonStringEnumMemberName("busy")] Busy = 8,

    /// <summary>The account can't cover the task's price cap.</summary>
    [JsonStringEnumMemberName("insufficient_funds")] InsufficientFunds = 9,

    /// <summary>The task could cost more than the gamer's maximum price.</summary>
    [JsonStringEnumMemberName("price_cap_too_low")] PriceCapTooLow = 10,

    /// <summary>The task's id was used within 7 days with other content.</summary>
    [JsonStringEnumMemberName("task_id_reused")] TaskIdReused = 11,

    /// <summary>There is no such task, blob or attempt, or it is somebody else's: the two are not told apart.</summary>
    [JsonStringEnumMemberName("not_found")] NotFound = 12,

    /// <summary>The task was cancelled by its gamer.</summary>
    [JsonStringEnumMemberName("cancelled")] Cancelled = 13,

    /// <summary>The deadline passed before the task was done.</summary>
    [JsonStringEnumMemberName("deadline_exceeded")] DeadlineExceeded = 14,

    /// <summary>A computation failed on three different peers; the message gives their reasons.</summary>
    [JsonStringEnumMemberName("computation_failed")] ComputationFailed = 15,

    /// <summary>Peers disagreed on a computation, and no majority could be had.</summary>
    [JsonStringEnumMemberName("disputed")] Disputed = 16,

    /// <summary>A blob that the task names isn't stored here; upload it first.</summary>
    [JsonStringEnumMemberName("blob_missing")] BlobMissing = 17,

    /// <summary>The account's storage quota is used up.</summary>
    [JsonStringEnumMemberName("quota_exceeded")] QuotaExceeded = 18,

    /// <summary>The bytes don't have the hash that names them.</summary>
    [JsonStringEnumMemberName("hash_mismatch")] HashMismatch = 19,

    /// <summary>The coordinator is shutting down; connect again.</summary>
    [JsonStringEnumMemberName("shutting_down")] ShuttingDown = 20,

    /// <summary>The connection reads too slowly for what it asked for.</summary>
    [JsonStringEnumMemberName("slow_reader")] SlowReader = 21,

    /// <summary>Something in the coordinator failed; nothing that was promised is lost.</summary>
    [JsonStringEnumMemberName("internal")] Internal = 22,

    /// <summary>An attempt: the worker process crashed.</summary>
    [JsonStringEnumMemberName("worker_crashed")] WorkerCrashed = 23,

    /// <summary>An attempt: its time limit passed.</summary>
    [JsonStringEnumMemberName("timed_out")] TimedOut = 24,

    /// <summary>An attempt: the peer has no memory or storage for it.</summary>
    [JsonStringEnumMemberName("out_of_memory")] OutOfMemory = 25,

    /// <summary>An attempt: its input or a blob could not be had.</summary>
    [JsonStringEnumMemberName("input_unavailable")] InputUnavailable = 26,

    /// <summary>The input document of a task is wrong; the message names field or line, limit and remedy.</summary>
    [JsonStringEnumMemberName("bad_input")] BadInput = 27,

    /// <summary>The coordinator can't be reached.</summary>
    [JsonStringEnumMemberName("unreachable")] Unreachable = 28,

    /// <summary>An attempt: the language model that the peer runs beside itself gave no usable answer.</summary>
    [JsonStringEnumMemberName("endpoint_failed")] EndpointFailed = 29,
}
