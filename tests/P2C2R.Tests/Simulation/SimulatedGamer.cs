using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// A gamer: submits, submits again when in doubt, cancels, asks, now and then uses an id twice, and comes back after every loss.
/// </summary>
public sealed class SimulatedGamer(GridSimulation simulation, SeededRandom random, string name) : IClient
{
    private readonly Dictionary<string, GamerTask> _tasks = [];
    private readonly Dictionary<(string Id, Sha256Hash Digest), PlannedTask> _plans = [];
    private readonly List<Sha256Hash> _blobs = [];
    private Connection? _connection;
    private string? _token;
    private bool _isWelcome;

    public AccountId Account { get; private set; }

    public IEnumerable<GamerTask> Tasks => _tasks.Values;

    private EventQueue Events => simulation.Events;

    public void Start(int tasks, TaskGenerator generator)
    {
        for (var i = 0; i < 3; i++) _blobs.Add(Sha256Hash.Of([(byte)i, (byte)name.Length]));
        if (simulation.Scenario.Seed % 7 == 0) _blobs.Add(Sha256Hash.Of("never uploaded"u8));
        for (var i = 0; i < tasks; i++)
        {
            var id = $"{name}-{i}";
            Events.After(random.Between(0, simulation.Scenario.Chaos * 3 / 4), () => Begin(id, generator));
        }

        Connect();
        Idle();
    }

    public PlannedTask Plan(string id, Sha256Hash digest) => _plans[(id, digest)];

    public bool HasTwoContents(string id) => _plans.Keys.Count(key => key.Id == id) > 1;

    public void Receive(Connection connection, Message message)
    {
        if (connection != _connection) return;
        switch (message)
        {
            case Welcome welcome:
                OnWelcome(welcome);
                break;
            case Accepted accepted:
                foreach (var task in accepted.Tasks) OnAccepted(task);
                break;
            case P2C2R.Protocol.TaskStatus { Summary: { State: TaskState.Admitting, Task: var id } }:
                // Slices were lost with a connection; the submission sent again says from where to go on.
                SubmitAgain(_tasks[id]);
                break;
            case Result result:
                _tasks[result.Summary.Task].Phase = GamerTaskPhase.Ended;
                break;
            case ErrorMessage error:
                OnError(error);
                break;
        }
    }

    public void OnLost(Connection connection)
    {
        if (connection != _connection) return;
        _connection = null;
        _isWelcome = false;
        Events.After(random.Skewed(1_000, 2 * GridOptions.Second), Connect);
    }

    public void LoseConnection() => _connection?.Lose();

    /// <summary>When all else is over: tasks that may wait for ever, as no peer is able, are cancelled.</summary>
    public void CancelPicky()
    {
        foreach (var id in _plans.Values.Where(plan => plan.Submit.Requirements is not null).Select(plan => plan.Id).Distinct()) Send(new CancelTask { Task = id });
    }

    private void Connect()
    {
        if (_connection is not null || simulation.IsOver) return;
        _connection = simulation.Connect(this);
        _connection.ToCoordinator(new HelloGamer { Name = name, Token = _token });
    }

    private void OnWelcome(Welcome welcome)
    {
        _token ??= welcome.Token;
        Account = new AccountId(long.Parse(welcome.Account[1..]));
        _isWelcome = true;
        foreach (var blob in _blobs.Take(3)) simulation.Storage.Durable.Blobs[(Account, blob)] = TaskGenerator.LengthOf(blob);
        foreach (var task in _tasks.Values.Where(task => task.Phase is GamerTaskPhase.Sent or GamerTaskPhase.Accepted)) Remind(task);
        foreach (var task in _tasks.Values.Where(task => task.Phase == GamerTaskPhase.Waiting)) Submit(task);
    }

    private void OnAccepted(AcceptedTask accepted)
    {
        var task = _tasks[accepted.Task];
        if (task.Phase != GamerTaskPhase.Ended) task.Phase = GamerTaskPhase.Accepted;
        var count = task.Plan.Slices.Count;
        if (accepted.SlicesReceived >= count) return;
        if (random.Chance(0.1)) Send(task.Plan.SlicesFrom(random.Between(0, count - 1)));
        Send(task.Plan.SlicesFrom(accepted.SlicesReceived));
    }

    private void OnError(ErrorMessage error)
    {
        if (error.Code == ErrorCode.BadToken) throw new InvariantViolationException("an account is never lost", error.ToString());
        if (error.Task is null || !_tasks.TryGetValue(error.Task, out var task)) return;
        if (error.Code == ErrorCode.Busy)
        {
            InvariantViolationException.Unless(error.RetryAfterMs is >= 50 and <= 5000, "busy says when to try again", error.ToString);
            if (task.Phase == GamerTaskPhase.Sent) Events.After(error.RetryAfterMs!.Value * 1000L, () => SubmitAgain(task));
        }
        else if (error.Code == ErrorCode.TaskIdReused && task.Phase != GamerTaskPhase.Ended) task.Phase = GamerTaskPhase.Refused;
        // It will never have the blob that a later slice names.
        else if (error.Code == ErrorCode.BlobMissing && task.Phase == GamerTaskPhase.Accepted) Send(new CancelTask { Task = error.Task });
        else if (error.Code == ErrorCode.NotFound && task.Phase == GamerTaskPhase.Sent) Submit(task);
        else if (task.Phase == GamerTaskPhase.Sent) task.Phase = GamerTaskPhase.Refused;
    }

    private void Begin(string id, TaskGenerator generator)
    {
        var task = new GamerTask { Plan = Know(generator.Draw(id, _blobs)) };
        _tasks[id] = task;
        Submit(task);
        if (random.Chance(0.1)) Events.After(random.Skewed(0, 5 * GridOptions.Second), () => SubmitAgain(task));
        if (random.Chance(0.15)) Events.After(random.Skewed(0, 10 * GridOptions.Second), () => Send(new CancelTask { Task = id }));
        if (random.Chance(0.2)) Events.After(random.Skewed(0, 20 * GridOptions.Second), () => Send(new GetTask { Task = id }));
        if (random.Chance(0.3)) Events.After(random.Skewed(0, 10 * GridOptions.Second), () => Look(task));
        if (random.Chance(0.2)) Events.After(random.Skewed(0, 20 * GridOptions.Second), () => Send(new GetAccount()));
        if (random.Chance(0.05)) Events.After(random.Skewed(0, 20 * GridOptions.Second), () => SendOther(generator.Draw(id, _blobs)));
        if (random.Chance(0.03)) Send(new GetTask { Task = "not mine" });
    }

    /// <summary>Asks for the outputs that are there, until the task has ended.</summary>
    private void Look(GamerTask task)
    {
        if (simulation.IsOver || task.Phase is GamerTaskPhase.Ended or GamerTaskPhase.Refused) return;
        var count = task.Plan.Slices.Count;
        Send(new GetOutputs { Task = task.Plan.Id, Slices = [.. Enumerable.Range(random.Between(0, count - 1), Math.Min(count, Limits.MaxOutputsPerMessage)).Select(i => i % count)] });
        Events.After(random.Skewed(GridOptions.Second / 10, 10 * GridOptions.Second), () => Look(task));
    }

    private PlannedTask Know(PlannedTask plan) => _plans[(plan.Id, plan.Digest)] = plan;

    private void SendOther(PlannedTask plan)
    {
        if (plan.Slices.Count <= Limits.MaxSlicesPerMessage) Send(Know(plan).Submit);
    }

    private void Submit(GamerTask task)
    {
        if (!_isWelcome) return;
        task.Phase = GamerTaskPhase.Sent;
        Send(task.Plan.Submit);
    }

    private void SubmitAgain(GamerTask task)
    {
        if (task.Phase is GamerTaskPhase.Sent or GamerTaskPhase.Accepted or GamerTaskPhase.Ended) Send(task.Plan.Submit);
    }

    private void Remind(GamerTask task)
    {
        if (task.Phase == GamerTaskPhase.Sent || random.Chance(0.7)) SubmitAgain(task);
        else Send(new GetTask { Task = task.Plan.Id });
    }

    /// <summary>Whoever hears nothing asks again; the connection may be dead without his knowing.</summary>
    private void Idle()
    {
        if (simulation.IsOver) return;
        if (_isWelcome)
        {
            foreach (var task in _tasks.Values.Where(task => task.Phase == GamerTaskPhase.Sent)) SubmitAgain(task);
        }

        Events.After(15 * GridOptions.Second, Idle);
    }

    private void Send(Message message)
    {
        if (_isWelcome) _connection?.ToCoordinator(message);
    }
}
