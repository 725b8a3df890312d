using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A task as its gamer sees it, from a stored row.</summary>
public static class TaskSummaries
{
    /// <summary>The summary of a row.</summary>
    public static TaskSummary Of(TaskRow row) => new()
    {
        Task = row.Id,
        Kind = row.Kernel.Kind,
        Version = row.Kernel.Version,
        State = row.State,
        Error = row.Error,
        Message = row.Message,
        SliceCount = row.SliceCount,
        Agreed = row.Agreed,
        Cached = row.Cached,
        Cost = row.Cost,
        DataCost = row.DataBytes == 0 ? null : row.DataCost,
        DataBytes = row.DataBytes == 0 ? null : row.DataBytes,
        Escrow = row.Escrow,
        Ledger = row.Ledger,
        Units = row.Units,
        ComputeMs = row.ComputeMs,
        SubmittedAt = row.SubmittedAt / 1000,
        EndedAt = row.EndedAt / 1000,
        Attempts = row.Attempts,
    };
}
