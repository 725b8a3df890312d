using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>Something worth a line in the log.</summary>
/// <param name="Kind">What.</param>
/// <param name="Task">The gamer's id of the task, or null.</param>
/// <param name="Slice">The slice's number, or -1.</param>
/// <param name="Gamer">The gamer, or none.</param>
/// <param name="Peer">The peer, or none.</param>
/// <param name="Code">Why, for failures.</param>
/// <param name="Detail">For people, or null.</param>
/// <param name="Microseconds">Agreed: the worker's time; a task's end: from submission to then.</param>
/// <param name="Cost">A task's end: what its gamer paid.</param>
public readonly record struct GridEvent(GridEventKind Kind, string? Task, int Slice, AccountId Gamer, AccountId Peer, ErrorCode Code = ErrorCode.None, string? Detail = null, long Microseconds = 0, NanoDollars Cost = default);
