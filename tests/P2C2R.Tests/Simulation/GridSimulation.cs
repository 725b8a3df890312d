using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>
/// One run of the whole grid from a seed, in simulated time and on one thread: first everything goes wrong for a while, then
/// the faults stop, honest peers join, and whatever was accepted must end.
/// </summary>
public sealed class GridSimulation
{
    /// <summary>After the faults have stopped, every task that an honest peer could compute has ended within this.</summary>
    public const long Patience = 900 * GridOptions.Second;

    private readonly SeededRandom _random;
    private readonly List<SimulatedGamer> _gamers = [];
    private readonly List<SimulatedPeer> _peers = [];
    private readonly Queue<string> _trace = new();
    private readonly Dictionary<GridEventKind, int> _counts = [];
    private readonly List<AttemptId> _attempts = [];
    private readonly int _traceLength;
    private int _applied;
    private int _committed;

    /// <param name="scenario">What happens.</param>
    /// <param name="traceLength">How many of the last events are kept as text; 0 for none, which is faster.</param>
    public GridSimulation(Scenario scenario, int traceLength = 0)
    {
        Scenario = scenario;
        _traceLength = traceLength;
        _random = new SeededRandom(scenario.Seed);
        Checker = new InvariantChecker(this);
        Storage = new SimulatedStorage(scenario, _random.Fork(), Checker, new DurableState());
        Coordinator = new SimulatedCoordinator(this, _random.Fork());
    }

    public Scenario Scenario { get; }

    public EventQueue Events { get; } = new(1_700_000_000 * GridOptions.Second);

    public OutputOracle Oracle { get; } = new();

    public InvariantChecker Checker { get; }

    public SimulatedStorage Storage { get; }

    public SimulatedCoordinator Coordinator { get; }

    /// <summary>Nothing goes wrong any more.</summary>
    public bool IsCalm { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Follows from everything that happened: equal for equal runs.</summary>
    public ulong Digest { get; private set; }

    public IEnumerable<string> LastEvents => _trace;

    public IReadOnlyDictionary<GridEventKind, int> Counts => _counts;

    /// <summary>Runs to the end; throws <see cref="InvariantViolationException"/>, or whatever the core throws.</summary>
    public void Run()
    {
        Coordinator.Start();
        AddActors();
        ScheduleFaults();
        StepUntil(Events.Now + Scenario.Chaos);
        Calm();
        StepUntilAllEnded();
        // Earnings are released, sessions of gamers that are gone are given up.
        StepUntil(Events.Now + Scenario.Options.HoldPeriod + (2 * Scenario.Options.ReleaseInterval) + (5 * GridOptions.Second));
        IsOver = true;
        FinalRules.Check(this);
    }

    public void Trace(string what, SessionId session, object detail)
    {
        Digest = (Digest * 0x9E3779B97F4A7C15) ^ ((ulong)Events.Now + (ulong)session.Value + (ulong)detail.GetType().Name.Length);
        if (detail is Lease lease) _attempts.Add(lease.Attempt);
        if (_traceLength == 0 || detail is Tick or ReportProgress) return;
        _trace.Enqueue($"{Events.Steps,6} {(Events.Now - (1_700_000_000 * GridOptions.Second)) / 1e6,11:0.000000} {what} {(session == SessionId.None ? "" : $"s{session.Value} ")}{detail}");
        if (_trace.Count > _traceLength) _trace.Dequeue();
    }

    public void Count(GridEventKind kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;

    public Connection Connect(IClient client) => new(Events, _random.Fork(), Coordinator, client);

    public static PlannedTask? Plan(Connection connection, TaskRow row) => (connection.Client as SimulatedGamer)?.Plan(row.Id, row.Digest);

    public PlannedTask? Plan(TaskRow row) => _gamers.FirstOrDefault(gamer => gamer.Account == row.Gamer)?.Plan(row.Id, row.Digest);

    public static bool HasTwoContents(Connection connection, string task) => ((SimulatedGamer)connection.Client).HasTwoContents(task);

    /// <summary>Outputs are right where those who could agree on a wrong one are fewer than a quorum.</summary>
    public void CheckRight(TaskRow row, PlannedTask plan, IReadOnlyList<(int Slice, Sha256Hash Hash)> outputs)
    {
        if (row.Kernel == Scenario.Once || TaskRules.Quorum(row.Replicas) <= Scenario.Collusion) return;
        var right = plan.RightHashes(Oracle);
        foreach (var (slice, hash) in outputs)
        {
            InvariantViolationException.Unless(hash == right[slice], "outputs are right where liars are fewer than a quorum", () => $"slice {slice} of {row}");
        }
    }

    /// <summary>Now and then the core looks itself over too; the rules above never rely on it.</summary>
    public void CheckCore()
    {
        if (++_applied % Scenario.AuditEvery != 0) return;
        var found = Coordinator.Core!.Audit();
        InvariantViolationException.Unless(found.Count == 0, "the core's own audit", () => string.Join("; ", found));
    }

    /// <summary>With nothing uncommitted, a core that is built from the rows is what the running one is.</summary>
    public void CheckCoreIsDurable()
    {
        if (++_committed % Scenario.AuditEvery != 0) return;
        var rebuilt = new GridCore(Scenario.Options, Storage.Durable.Snapshot(), Storage.Reader).Durable();
        var running = Coordinator.Core!.Durable();
        InvariantViolationException.Unless(running.SequenceEqual(rebuilt), "what is rebuilt from rows is what was", () =>
            $"only running: {string.Join("; ", running.Except(rebuilt))}\nonly rebuilt: {string.Join("; ", rebuilt.Except(running))}");
    }

    /// <summary>Some attempt that was leased lately, to another peer.</summary>
    public AttemptId? AttemptOfAnother(SeededRandom random, Sha256Hash peer)
    {
        if (_attempts.Count == 0) return null;
        var attempt = _attempts[random.Between(Math.Max(0, _attempts.Count - 10), _attempts.Count - 1)];
        return Checker.Leases.Find(attempt)?.Peer == peer ? null : attempt;
    }

    private void AddActors()
    {
        for (var i = 0; i < Scenario.Peers.Count; i++) AddPeer($"peer-{(char)('a' + i)}", Scenario.Peers[i], isFull: false);
        var generator = new TaskGenerator(Scenario, _random.Fork(), () => [.. _peers.Select(peer => peer.Account).OfType<string>()]);
        for (var i = 0; i < Scenario.Gamers; i++)
        {
            var gamer = new SimulatedGamer(this, _random.Fork(), $"gamer-{i}");
            _gamers.Add(gamer);
            gamer.Start(Scenario.TasksPerGamer, generator);
            if (_random.Chance(0.5)) Events.After(_random.Between(1L, 5L) * GridOptions.Second, () => Pay(gamer, "once"));
        }
    }

    /// <summary>Runs up to a time.</summary>
    public void StepUntil(long until)
    {
        while (Events.NextAt is { } next && next <= until) Events.Step();
        Events.AdvanceTo(until);
    }

    public void AddPeer(string name, PeerBehaviour behaviour, bool isFull)
    {
        var peer = new SimulatedPeer(this, _random.Fork(), name, behaviour, isFull);
        _peers.Add(peer);
        peer.Start();
    }

    /// <summary>The same payment is booked twice in a row, as an operator in doubt would.</summary>
    private void Pay(SimulatedGamer gamer, string reference)
    {
        if (gamer.Account == AccountId.None || IsCalm) return;
        var deposit = new Deposit(SessionId.None, gamer.Account, new NanoDollars(20_000_000), $"{gamer.Account} {reference}");
        Coordinator.Enqueue(deposit);
        Events.After(_random.Skewed(1, 5 * GridOptions.Second), () => Coordinator.Enqueue(deposit));
    }

    private void ScheduleFaults()
    {
        Every(Scenario.CrashEvery, () => Coordinator.Crash("at random"));
        Every(Scenario.LossEvery, () =>
        {
            var actor = _random.Between(0, _peers.Count + _gamers.Count - 1);
            if (actor < _peers.Count) _peers[actor].LoseConnection();
            else _gamers[actor - _peers.Count].LoseConnection();
        });
    }

    private void Every(long mean, Action action)
    {
        if (mean == 0) return;
        Events.After(_random.Between(1, 2 * mean), () =>
        {
            if (IsCalm) return;
            action();
            Every(mean, action);
        });
    }

    private void Calm()
    {
        Trace("calm", SessionId.None, "");
        IsCalm = true;
        Storage.Faulty = false;
        // What a staller or a liar still holds is of its past; it comes back with nothing.
        foreach (var peer in _peers) peer.Crash();
        for (var i = 0; i < 12; i++) AddPeer($"honest-{(char)('a' + i)}", PeerBehaviour.Honest, isFull: true);
    }

    private void StepUntilAllEnded()
    {
        var start = Events.Now;
        var picky = start + (Patience / 2);
        while (!Events.IsEmpty && !AllEnded())
        {
            StepUntil(Events.Now + GridOptions.Second);
            if (Events.Now > picky)
            {
                foreach (var gamer in _gamers) gamer.CancelPicky();
                picky = Events.Now + (20 * GridOptions.Second);
            }

            InvariantViolationException.Unless(Events.Now < start + Patience, "no starvation", () =>
                string.Join("; ", Storage.Durable.Tasks.Values.Where(DurableState.IsLive).Select(task => task.ToString()))
                + string.Join("; ", _gamers.SelectMany(gamer => gamer.Tasks).Where(IsOpen).Select(task => $"{task.Plan.Id} {task.Phase}")));
        }
    }

    private bool AllEnded() => !Storage.Durable.Tasks.Values.Any(DurableState.IsLive) && !_gamers.SelectMany(gamer => gamer.Tasks).Any(IsOpen);

    private static bool IsOpen(GamerTask task) => task.Phase is GamerTaskPhase.Waiting or GamerTaskPhase.Sent or GamerTaskPhase.Accepted;
}
