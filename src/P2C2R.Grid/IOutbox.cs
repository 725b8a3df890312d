namespace P2C2R.Grid;

/// <summary>Where the loop's messages go: real connections, or the simulator's.</summary>
public interface IOutbox
{
    /// <summary>Sends messages, in order for each connection; never blocks. The list is reused afterwards.</summary>
    void Send(IReadOnlyList<Outgoing> messages);

    /// <summary>Closes connections, after what was sent to them.</summary>
    void Close(IReadOnlyList<SessionId> sessions);

    /// <summary>Takes what happened, for the log.</summary>
    void Report(IReadOnlyList<GridEvent> events);
}
