using System.Text;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// The shell: turns messages into commands, gathers them into batches, commits some time after, ticks, crashes, starts again
/// with what is durable. Blobs outlive crashes, as files do.
/// </summary>
public sealed class SimulatedCoordinator(GridSimulation simulation, SeededRandom random) : IOutbox
{
    private readonly Dictionary<SessionId, Connection> _connections = [];
    private readonly Dictionary<SessionId, Connection> _everConnected = [];
    private readonly List<Command> _pending = [];
    private readonly Dictionary<Sha256Hash, byte[]> _blobs = [];
    private GridLoop? _loop;
    private long _sessions;
    private long _registrations;
    private bool _applyScheduled;
    private bool _commitScheduled;

    private EventQueue Events => simulation.Events;

    public GridCore? Core { get; private set; }

    public bool IsUp => _loop != null;

    public int Restarts { get; private set; }

    public void Start()
    {
        Restarts++;
        simulation.Trace("coordinator starts", SessionId.None, Restarts);
        try
        {
            Core = new GridCore(simulation.Scenario.Options, simulation.Storage.Load(), simulation.Storage);
        }
        catch (SimulatedFaultException)
        {
            Events.After(GridOptions.Second, Start);
            return;
        }

        _loop = new GridLoop(Core, simulation.Storage, this);
        Tick(Restarts);
    }

    public void Crash(string why)
    {
        if (!IsUp) return;
        simulation.Trace("coordinator crashes", SessionId.None, why);
        _loop = null;
        Core = null;
        _pending.Clear();
        _applyScheduled = _commitScheduled = false;
        foreach (var connection in _connections.Values.ToList()) connection.Lose();
        _connections.Clear();
        _everConnected.Clear();
        _sessions = 0;
        Events.After(random.Skewed(1_000, 3 * GridOptions.Second), Start);
    }

    public void Receive(Connection connection, Message message)
    {
        if (!IsUp)
        {
            connection.Lose();
            return;
        }

        if (message is HelloPeer or HelloGamer)
        {
            connection.Session = new SessionId(++_sessions);
            _connections[connection.Session] = _everConnected[connection.Session] = connection;
        }

        if (message is GetOutputs question) Answer(connection, question);
        else if (Translate(connection.Session, message) is { } command) Enqueue(command);
    }

    public void OnLost(Connection connection)
    {
        // A session that was named in an earlier epoch is not this epoch's session of the same number.
        if (_connections.TryGetValue(connection.Session, out var current) && current == connection)
        {
            _connections.Remove(connection.Session);
            Enqueue(new CloseSession(connection.Session));
        }
    }

    public void Enqueue(Command command)
    {
        if (!IsUp) return;
        _pending.Add(command);
        if (_applyScheduled) return;
        _applyScheduled = true;
        WhileUp(random.Skewed(0, 2_000), Apply);
    }

    public byte[]? FindBlob(Sha256Hash hash) => _blobs.GetValueOrDefault(hash);

    public void Upload(Sha256Hash hash, byte[] bytes) => _blobs[hash] = bytes;

    public void Send(IReadOnlyList<Outgoing> messages)
    {
        foreach (var (session, message) in messages)
        {
            simulation.Trace("sends", session, message);
            var connection = _connections.GetValueOrDefault(session);
            simulation.Checker.OnSend(simulation.Storage.Durable, _everConnected.GetValueOrDefault(session), message, Events.Now);
            connection?.ToClient(message);
        }
    }

    public void Close(IReadOnlyList<SessionId> sessions)
    {
        foreach (var session in sessions) _connections.GetValueOrDefault(session)?.CloseAfterSent();
    }

    public void Report(IReadOnlyList<GridEvent> events)
    {
        foreach (var item in events) simulation.Count(item.Kind);
    }

    /// <summary>Beside the loop, from what is durable: as the shell does.</summary>
    private void Answer(Connection connection, GetOutputs question)
    {
        var durable = simulation.Storage.Durable;
        var gamer = durable.Accounts.Values.FirstOrDefault(row => row.TokenHash == connection.TokenHash)?.Id;
        if (gamer is null || !durable.TaskNumbers.TryGetValue((gamer.Value, question.Task), out var task)) return;
        var items = new List<SliceOutput>();
        foreach (var index in question.Slices!)
        {
            if (durable.ResultOf(task, index) is not { } id || !durable.Slices[(task, index)].Deliver) continue;
            var result = durable.Results[id];
            items.Add(new SliceOutput { Slice = index, Output = new DataReference { Hash = result.OutputHash, Length = result.Length, Data = result.Data } });
        }

        Send([new Outgoing(connection.Session, new Outputs { Task = question.Task, Items = items })]);
    }

    private void Apply()
    {
        _applyScheduled = false;
        foreach (var command in _pending) simulation.Trace("applies", command.Session, command);
        simulation.Checker.OnApply(_pending, id => _everConnected.GetValueOrDefault(id), Events.Now);
        try
        {
            _loop!.Apply(_pending, Events.Now);
        }
        catch (SimulatedFaultException fault)
        {
            Crash(fault.Message);
            return;
        }

        _pending.Clear();
        simulation.CheckCore();
        if (_loop.HasWork && !_applyScheduled)
        {
            _applyScheduled = true;
            WhileUp(random.Skewed(0, 2_000), Apply);
        }

        if (!_loop.HasUncommitted || _commitScheduled) return;
        _commitScheduled = true;
        WhileUp(random.Skewed(0, 10_000), Commit);
    }

    private void Commit()
    {
        _commitScheduled = false;
        try
        {
            if (!_loop!.Commit()) Crash("commit not known to be there");
            else simulation.CheckCoreIsDurable();
        }
        catch (SimulatedFaultException fault)
        {
            Crash(fault.Message);
        }
    }

    private void Tick(int start)
    {
        if (start != Restarts || !IsUp || simulation.IsOver) return;
        Enqueue(new Tick());
        Events.After(simulation.Scenario.TickInterval, () => Tick(start));
    }

    private void WhileUp(long delay, Action action)
    {
        var start = Restarts;
        Events.After(delay, () =>
        {
            if (IsUp && start == Restarts) action();
        });
    }

    private Command? Translate(SessionId session, Message message) => message switch
    {
        HelloPeer hello => OpenPeer(session, hello),
        HelloGamer hello => OpenGamer(session, hello),
        Submit submit => new SubmitTask(session, submit, Hashes(submit.Slices), PlannedTask.DigestOf(submit)),
        Slices slices => new AddSlices(session, slices, Hashes(slices.Items)),
        CancelTask cancel => new EndTask(session, cancel.Task),
        GetTask query => new QueryTask(session, query.Task),
        GetAccount => new QueryAccount(session),
        Heartbeat heartbeat => new ReportProgress(session, heartbeat),
        AttemptDone done => new ReceiveOutput(session, done),
        AttemptFailed failed => new ReceiveFailure(session, failed),
        Drain => new DrainPeer(session),
        Uploaded uploaded => ReceiveUpload(session, uploaded),
        _ => throw new InvalidOperationException($"no client sends {message}"),
    };

    private OpenPeerSession OpenPeer(SessionId session, HelloPeer hello)
    {
        var token = hello.Token ?? NewToken();
        return new OpenPeerSession(session, hello, Identify(session, token), hello.Token == null ? token : null);
    }

    private OpenGamerSession OpenGamer(SessionId session, HelloGamer hello)
    {
        var token = hello.Token ?? NewToken();
        return new OpenGamerSession(session, hello.Name, Identify(session, token), hello.Token == null ? token : null);
    }

    private Sha256Hash Identify(SessionId session, string token) =>
        _connections[session].TokenHash = Sha256Hash.Of(Encoding.UTF8.GetBytes(token));

    private string NewToken() => $"token {++_registrations}";

    private ReceiveUpload? ReceiveUpload(SessionId session, Uploaded uploaded)
    {
        var lease = simulation.Checker.Leases.Find(uploaded.Attempt);
        if (lease?.UploadHash is not { } hash || !_blobs.TryGetValue(hash, out var bytes)) return null;
        OutputTrailer? trailer = OutputTrailer.TryRead(bytes, out var read) ? read : null;
        using var stream = new MemoryStream(bytes);
        return new ReceiveUpload(session, uploaded.Attempt, hash, bytes.Length, trailer, OutputCommitment.Compute(lease.Nonce, stream));
    }

    private static List<Sha256Hash> Hashes(IReadOnlyList<SliceSpec> slices) => [.. slices.Select(slice => Sha256Hash.Of(slice.Input.Span))];
}
