using System.Collections.Concurrent;
using P2C2R.Coordinator.Status;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>The loop's outbox: finds the connection of a session, and learns from what passes who is who.</summary>
internal sealed class Switchboard(GridLog log, UploadBook uploads, AccountBook accounts) : IOutbox
{
    /// <summary>Up to so many messages the loop's thread sends itself.</summary>
    private const int SentHere = 4;

    private readonly ConcurrentDictionary<SessionId, Connection> _sessions = new();
    private readonly List<Connection> _touched = [];
    private readonly HashSet<Connection> _unhurried = [];
    private long _lastSession;

    /// <summary>Tasks that are admitting or running, as the core's events tell.</summary>
    public int LiveTasks { get; private set; }

    /// <summary>Leases sent since the last commit.</summary>
    public int LeasesSent { get; private set; }

    /// <summary>Connections that said hello.</summary>
    public ICollection<Connection> Sessions => _sessions.Values;

    /// <summary>Gives a connection its session, at its hello.</summary>
    public void Register(Connection connection)
    {
        connection.Session = new SessionId(Interlocked.Increment(ref _lastSession));
        _sessions[connection.Session] = connection;
    }

    /// <summary>Forgets a connection that is over.</summary>
    public void Remove(Connection connection)
    {
        if (connection.Session != SessionId.None) _sessions.TryRemove(connection.Session, out _);
    }

    /// <summary>The state was built from storage.</summary>
    public void BeginEpoch(GridSnapshot snapshot)
    {
        LiveTasks = snapshot.LiveTasks.Count;
        LeasesSent = 0;
        accounts.Load(snapshot.Accounts);
    }

    /// <summary>Ends every connection, without sending what waits.</summary>
    public void DropAll(string reason)
    {
        // Those of this moment: a connection that comes back while the others are dropped belongs to the next epoch.
        foreach (var (session, connection) in _sessions.ToArray())
        {
            _sessions.TryRemove(session, out _);
            connection.Drop(reason);
        }
    }

    /// <summary>Says goodbye to everybody.</summary>
    public void SayGoodbye()
    {
        var goodbye = new ErrorMessage { Code = ErrorCode.ShuttingDown, Message = "the coordinator is shutting down; connect again later, nothing accepted is lost" };
        foreach (var connection in _sessions.Values)
        {
            connection.Queue(goodbye);
            connection.Close(FrameException.GoingAway, "shutting_down");
        }
    }

    /// <summary>Whether something waits for <see cref="SendUnhurried"/>.</summary>
    public bool HasUnhurried => _unhurried.Count > 0;

    /// <summary>The loop has committed.</summary>
    public void Committed() => LeasesSent = 0;

    /// <inheritdoc/>
    public void Send(IReadOnlyList<Outgoing> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            var (session, message) = messages[i];
            if (!_sessions.TryGetValue(session, out var connection)) continue;
            Observe(connection, message);
            connection.Queue(message);
            if (message is Settled)
            {
                // What it earned can wait for the peer's next lease or the next tick: waking it for that costs a gamer's next task time.
                _unhurried.Add(connection);
                continue;
            }

            if (_touched.Count == 0 || _touched[^1] != connection) _touched.Add(connection);
        }

        // Once a connection has all of its messages, one wake-up sends them in one piece; few need none.
        foreach (var connection in _touched) connection.Flush(here: messages.Count <= SentHere);
        _touched.Clear();
    }

    /// <summary>Sends what was in no hurry.</summary>
    public void SendUnhurried()
    {
        foreach (var connection in _unhurried) connection.Flush();
        _unhurried.Clear();
    }

    /// <inheritdoc/>
    public void Close(IReadOnlyList<SessionId> sessions)
    {
        for (var i = 0; i < sessions.Count; i++)
        {
            if (_sessions.TryRemove(sessions[i], out var connection)) connection.Close(FrameException.PolicyViolation, "closed by the coordinator");
        }
    }

    /// <inheritdoc/>
    public void Report(IReadOnlyList<GridEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Kind == GridEventKind.TaskAccepted) LiveTasks++;
            else if (events[i].Kind == GridEventKind.TaskEnded) LiveTasks = Math.Max(0, LiveTasks - 1);
        }

        log.Report(events);
    }

    private void Observe(Connection connection, Message message)
    {
        switch (message)
        {
            case Lease:
                LeasesSent++;
                break;
            case Welcome welcome when AccountText.TryParse(welcome.Account, out var account):
                connection.Account = account;
                accounts.Add(connection.TokenHash, new AccountHolder(account, connection.Role ?? AccountRole.Gamer, connection.Name));
                break;
            case UploadRequest request:
                uploads.Expect(connection.Account, request.Attempt, request.Hash);
                break;
        }
    }
}
