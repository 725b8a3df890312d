using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// The state core: pure and single-threaded. Given the same snapshot, commands, times and archive it has the same effects.
/// The order of what it does with a task is in <see cref="MainPath"/>; this is only the entrance.
/// </summary>
public sealed class GridCore
{
    private readonly GridState _state;
    private readonly Delivery _delivery;
    private readonly Registration _registration;
    private readonly Admission _admission;
    private readonly TaskLookup _lookup;
    private readonly TaskEnding _ending;
    private readonly Reception _reception;
    private readonly Placement _placement;
    private readonly Timers _timers;
    private readonly Steps _steps;
    private readonly Money _money;

    /// <summary>Builds the state from what is stored.</summary>
    /// <param name="options">What the operator has set.</param>
    /// <param name="snapshot">What <see cref="IGridStorage.Load"/> returned.</param>
    /// <param name="archive">Reads what memory doesn't hold.</param>
    public GridCore(GridOptions options, GridSnapshot snapshot, IArchive archive)
    {
        _state = new GridState(options, archive, snapshot.Epoch);
        _delivery = new Delivery(_state);
        var data = new DataCharge(_state);
        _ending = new TaskEnding(_state, _delivery, data);
        var budget = new FeeBudget(_state);
        var attempts = new AttemptBook(_state, budget);
        var shares = new ShareQueues(_state);
        var choice = new PeerChoice(_state);
        var progress = new TaskProgress(_state, _ending);
        var verdicts = new Verdicts(_state, attempts, new Settlement(_state, attempts, budget, data), progress);
        var verification = new Verification(_state, shares, attempts, verdicts);
        var recall = new Recall(_state, shares, verification, verdicts, progress);
        _lookup = new TaskLookup(_state, _delivery);
        _admission = new Admission(_state, _delivery, _ending, recall, _lookup, data);
        _registration = new Registration(_state, _delivery, attempts, new ReturningPeers(_state, attempts, shares, choice, verification));
        _reception = new Reception(_state, attempts, verification, verdicts, progress);
        _placement = new Placement(_state, shares, choice, budget, attempts, verdicts);
        _timers = new Timers(_state, attempts, verification, _ending, new Hedging(_state, _placement));
        _steps = new Steps(_state, recall, progress);
        _money = new Money(_state, _delivery);
        new Restart(_state, data).Load(snapshot);
        Audited = new Auditor(_state, budget);
    }

    /// <summary>Whether something goes on in steps: apply an empty batch soon, there is more to do.</summary>
    public bool HasWork => _state.Work.Count > 0;

    private Auditor Audited { get; }

    /// <summary>Applies commands in order and adds to <paramref name="effects"/> what follows from them.</summary>
    /// <param name="commands">What happened.</param>
    /// <param name="now">Unix microseconds; never less than at the call before.</param>
    /// <param name="effects">Receives rows, messages and log lines; not cleared here.</param>
    public void Apply(IReadOnlyList<Command> commands, long now, Effects effects)
    {
        _state.Now = Math.Max(now, _state.Now);
        _state.Effects = effects;
        _money.PutCapital();
        if (commands.Count == 0) _steps.Run();
        for (var i = 0; i < commands.Count; i++)
        {
            Execute(commands[i]);
            _steps.Run();
        }
        _placement.Run();
        _state.Hot.Trim();
        _state.Flush();
        _delivery.Flush();
    }

    /// <summary>
    /// Everything in the effects of all <see cref="Apply"/> calls so far is on disk, so that the archive shows it. Until then
    /// the core keeps what ended and what was agreed in memory.
    /// </summary>
    public void Committed()
    {
        foreach (var task in _state.FreshlyEnded)
        {
            if (task.Gamer.Tasks.GetValueOrDefault(task.Id) == task) task.Gamer.Tasks.Remove(task.Id);
        }
        _state.FreshlyEnded.Clear();
        _state.FreshResults.Clear();
        _state.NewestResults.Clear();
        _state.FreshDeposits.Clear();
        _state.CommittedBatch = _state.Batch++;
    }

    /// <summary>What a restart must bring back, in a canonical order: compare that of a core after a commit with that of one built from what was stored.</summary>
    public IReadOnlyList<string> Durable() => DurableView.Of(_state);

    /// <summary>Checks every invariant of the state and returns what is violated. Slow; for the simulator and tests.</summary>
    public IReadOnlyList<string> Audit() => Audited.Run();

    /// <summary>Figures for the status page.</summary>
    public GridStatistics Statistics() => GridStatistics.Of(_state);

    private void Execute(Command command)
    {
        switch (command)
        {
            case OpenGamerSession open:
                _registration.Open(open);
                return;
            case OpenPeerSession open:
                _registration.Open(open);
                return;
            case CloseSession:
                _registration.Close(command.Session);
                return;
            case Tick:
                _timers.Tick();
                return;
            case Deposit deposit:
                _money.Deposit(deposit);
                return;
        }
        // A connection whose hello was refused is being closed: what it still says counts for nothing.
        if (!_state.Sessions.TryGetValue(command.Session, out var session)) return;
        if (command is QueryAccount) _money.Tell(session);
        else if (session.Gamer is not null ? !ExecuteGamers(session, command) : !ExecutePeers(session, command)) RefuseRole(session);
    }

    /// <summary>False: such a command needs the other role.</summary>
    private bool ExecuteGamers(Session session, Command command)
    {
        switch (command)
        {
            case SubmitTask submit:
                _admission.Submit(session, submit);
                break;
            case AddSlices more:
                _admission.Add(session, more);
                break;
            case EndTask end when TaskLookup.FindLive(session, end.Task) is { } task:
                _lookup.Interest(task, session);
                _ending.End(task, TaskState.Cancelled, ErrorCode.Cancelled, "cancelled by its gamer");
                break;
            case EndTask end:
                _lookup.AnswerEnded(session, end.Task);
                break;
            case QueryTask query:
                _lookup.Query(session, query.Task);
                break;
            default:
                return false;
        }
        return true;
    }

    /// <summary>False: such a command needs the other role.</summary>
    private bool ExecutePeers(Session session, Command command)
    {
        switch (command)
        {
            case ReceiveOutput output:
                _reception.Receive(session, output.Message);
                break;
            case ReceiveFailure failure:
                _reception.Receive(session, failure.Message);
                break;
            case ReceiveUpload upload:
                _reception.Receive(session, upload);
                break;
            case ReportProgress report:
                _reception.Receive(session, report.Message);
                break;
            case DrainPeer:
                _registration.Drain(session);
                break;
            default:
                return false;
        }
        return true;
    }

    private void RefuseRole(Session session) =>
        _delivery.Refuse(session.Id, ErrorCode.HelloFirst, $"this connection said hello as a {(session.Gamer is null ? "peer" : "gamer")}; such a message needs the other role");
}
