namespace P2C2R.Grid;

/// <summary>
/// Durable storage of one coordinator. The contract that the simulator implements too:
/// <list type="bullet">
/// <item>After <see cref="CommitOutcome.Committed"/> all rows of the batch survive a crash or power loss.</item>
/// <item>After <see cref="CommitOutcome.Failed"/> or an exception none, or after <see cref="CommitOutcome.Unknown"/> all or none, are there;
/// either way the caller drops its state and builds it again with <see cref="Load"/>.</item>
/// <item>Used by one thread at a time.</item>
/// </list>
/// </summary>
public interface IGridStorage : IArchive
{
    /// <summary>Begins an epoch: durably adds one to the stored epoch, and returns what the core needs to be built again.</summary>
    GridSnapshot Load();

    /// <summary>Commits a batch.</summary>
    CommitOutcome Commit(RowBatch rows);
}
