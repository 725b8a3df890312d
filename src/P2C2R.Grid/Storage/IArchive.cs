using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// What is on disk, as of the last commit: what the core no longer holds in memory. Reads are synchronous and see no
/// uncommitted row; the core itself remembers what its current batch has changed. A read that fails throws, which ends the epoch.
/// </summary>
public interface IArchive
{
    /// <summary>A task of the last 7 days, live or ended, or null.</summary>
    TaskRow? FindTask(AccountId gamer, string id);

    /// <summary>The newest result of a computation that is still kept, or null.</summary>
    ResultRow? FindResult(Sha256Hash key);

    /// <summary>The result that a slice was agreed with, while it is kept, or null.</summary>
    ResultRow? FindResult(ResultId id);

    /// <summary>A slice of a task that is still kept, with its result where it is agreed, or null.</summary>
    (SliceRow Slice, ResultId? Result)? FindSlice(long task, int index);

    /// <summary>Length of a stored blob that this account has uploaded, or null: knowing a hash isn't enough to use a blob.</summary>
    long? FindBlob(AccountId owner, Sha256Hash hash);

    /// <summary>Whether a deposit with this reference was booked.</summary>
    bool HasDeposit(string reference);
}
