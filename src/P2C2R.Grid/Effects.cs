namespace P2C2R.Grid;

/// <summary>What follows from a batch of commands. Reused from batch to batch.</summary>
public sealed class Effects
{
    /// <summary>To be committed together, before any promise leaves.</summary>
    public RowBatch Rows { get; } = new();

    /// <summary>Lease, upload, cancel, progress, errors that promise nothing: may leave at once.</summary>
    public List<Outgoing> Requests { get; } = [];

    /// <summary>Welcome, accepted, result, settled, account: leave after the commit, in order.</summary>
    public List<Outgoing> Promises { get; } = [];

    /// <summary>Connections to close after what is said to them above (a refused hello, the same peer connected twice).</summary>
    public List<SessionId> Closed { get; } = [];

    /// <summary>What happened, for the log.</summary>
    public List<GridEvent> Events { get; } = [];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Rows.Clear();
        Requests.Clear();
        Promises.Clear();
        Closed.Clear();
        Events.Clear();
    }
}
