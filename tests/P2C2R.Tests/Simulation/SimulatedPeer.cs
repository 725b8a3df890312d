using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Simulation;

/// <summary>A peer: computes in its slots, declares what it has when it comes back, and misbehaves as its behaviour says.</summary>
public sealed class SimulatedPeer(GridSimulation simulation, SeededRandom random, string name, PeerBehaviour behaviour, bool isFull) : IClient
{
    private readonly Dictionary<AttemptId, PeerJob> _jobs = [];
    private readonly int _slots = random.Between(1, 4);
    private readonly double _speed = 0.3 + (random.Between(0, 27) / 10.0);
    private readonly bool _gpu = isFull || random.Chance(0.5);
    private readonly long _memory = (isFull ? 64L : random.Pick([1L, 2L, 16L])) << 30;
    private readonly KernelId[] _kernels = isFull || random.Chance(0.7) ? simulation.Scenario.Kernels : [Scenario.Plain, Scenario.Fast];
    private Connection? _connection;
    private string? _token;
    private long _heartbeat;
    private int _incarnation;

    public string? Account { get; private set; }

    private EventQueue Events => simulation.Events;

    private PeerBehaviour Behaviour => simulation.IsCalm ? PeerBehaviour.Honest : behaviour;

    public void Start()
    {
        Connect();
        if (behaviour == PeerBehaviour.Crashing) Events.After(random.Between(1L, 20L) * GridOptions.Second, CrashAgain);
        if (random.Chance(0.2)) Events.After(random.Between(1L, 30L) * GridOptions.Second, DrainAndReturn);
    }

    public void LoseConnection() => _connection?.Lose();

    /// <summary>Everything but the token is forgotten.</summary>
    public void Crash()
    {
        _incarnation++;
        _jobs.Clear();
        LoseConnection();
    }

    public void OnLost(Connection connection)
    {
        if (connection != _connection) return;
        _connection = null;
        Events.After(random.Chance(0.3) ? random.Skewed(1, 40 * GridOptions.Second) : random.Skewed(1_000, GridOptions.Second), Connect);
    }

    public void Receive(Connection connection, Message message)
    {
        if (connection != _connection) return;
        switch (message)
        {
            case Welcome welcome:
                OnWelcome(connection, welcome);
                break;
            case Lease lease:
                _jobs[lease.Attempt] = new PeerJob { Lease = lease };
                StartJobs();
                break;
            case CancelAttempt cancel:
                _jobs.Remove(cancel.Attempt);
                StartJobs();
                break;
            case Settled settled:
                foreach (var attempt in settled.Attempts) _jobs.Remove(attempt.Attempt);
                StartJobs();
                break;
            case UploadRequest upload:
                Upload(connection, upload);
                break;
            case ErrorMessage { Code: ErrorCode.BadToken } error:
                throw new InvariantViolationException("an account is never lost", error.ToString());
        }
    }

    private void Connect()
    {
        if (_connection is not null || simulation.IsOver) return;
        _connection = simulation.Connect(this);
        _connection.ToCoordinator(new HelloPeer
        {
            Name = name,
            Token = _token,
            Slots = _slots,
            Device = new DeviceInfo { Cores = _slots, MemoryBytes = _memory, Gpu = _gpu },
            Kernels = [.. _kernels.Select(kernel => new KernelSpeed { Kind = kernel.Kind, Version = kernel.Version, UnitsPerSecond = random.Chance(0.5) ? 0 : Rate(kernel) })],
            Computing = [.. _jobs.Values.Select(job => new DeclaredAttempt { Attempt = job.Lease.Attempt, Key = job.Lease.Key })],
        });
    }

    private void OnWelcome(Connection connection, Welcome welcome)
    {
        _token ??= welcome.Token;
        Account = welcome.Account;
        _heartbeat = welcome.HeartbeatMs * 1000L;
        foreach (var job in _jobs.Values.Where(job => job.Answer is not null).ToList()) connection.ToCoordinator(job.Answer!);
        Heartbeat(connection);
    }

    private void Heartbeat(Connection connection)
    {
        if (connection != _connection || simulation.IsOver) return;
        var attempts = _jobs.Values.Where(job => job.Answer is null).Select(job => new AttemptProgress { Attempt = job.Lease.Attempt, Fraction = 0.5 }).ToList();
        connection.ToCoordinator(new Heartbeat { Attempts = attempts });
        Events.After(_heartbeat, () => Heartbeat(connection));
    }

    private void StartJobs()
    {
        var free = _slots - _jobs.Values.Count(job => job is { IsRunning: true, Answer: null });
        foreach (var job in _jobs.Values.Where(job => !job.IsRunning).Take(Math.Max(0, free)).ToList()) Run(job);
    }

    private void Run(PeerJob job)
    {
        job.IsRunning = true;
        var right = simulation.Oracle.Right(job.Lease.Key, job.Lease.Input.Span, job.Lease.MaxUnits);
        if (new KernelId(job.Lease.Kind, job.Lease.Version) == Scenario.Once) right = OutputOracle.AnyOf(job.Lease.Key, right, random.NextBits());
        if (Behaviour == PeerBehaviour.Stalling && random.Chance(0.15)) return;
        var seconds = right.Units / Rate(new KernelId(job.Lease.Kind, job.Lease.Version)) * (random.Chance(0.03) ? 12 : 1 + random.Between(0, 3) / 10.0);
        var incarnation = _incarnation;
        Events.After((long)(seconds * GridOptions.Second) + 200, () =>
        {
            if (incarnation == _incarnation && _jobs.ContainsKey(job.Lease.Attempt)) Finish(job, right, seconds);
        });
    }

    private void Finish(PeerJob job, SimulatedOutput right, double seconds)
    {
        var answers = new DishonestAnswers(simulation.Oracle, random, (ulong)name[^1]);
        job.Output = right;
        job.Answer = answers.Make(Behaviour, job, right, seconds * 1000);
        _connection?.ToCoordinator(job.Answer);
        if (Behaviour == PeerBehaviour.Hostile && random.Chance(0.3)) _connection?.ToCoordinator(job.Answer);
        if (Behaviour == PeerBehaviour.Hostile && random.Chance(0.3) && _connection is { } connection && job.Answer is AttemptDone done
            && simulation.AttemptOfAnother(random, connection.TokenHash) is { } stolen)
        {
            connection.ToCoordinator(done with { Attempt = stolen });
        }

        // A failure needs no verdict to be told of.
        if (job.Answer is AttemptFailed) _jobs.Remove(job.Lease.Attempt);
        StartJobs();
    }

    private void Upload(Connection connection, UploadRequest upload)
    {
        if (!_jobs.TryGetValue(upload.Attempt, out var job) || job.Output is not { } output) return;
        if (Behaviour is PeerBehaviour.Lying or PeerBehaviour.Stalling && random.Chance(0.3)) return;
        Events.After(random.Skewed(1_000, GridOptions.Second), () =>
        {
            if (output.Hash == upload.Hash) simulation.Coordinator.Upload(output.Hash, output.Bytes);
            connection.ToCoordinator(new Uploaded { Attempt = upload.Attempt });
        });
    }

    private void CrashAgain()
    {
        if (simulation.IsCalm) return;
        Crash();
        Events.After(random.Between(1L, 30L) * GridOptions.Second, CrashAgain);
    }

    private void DrainAndReturn()
    {
        _connection?.ToCoordinator(new Drain());
        Events.After(random.Between(1L, 10L) * GridOptions.Second, LoseConnection);
    }

    private double Rate(KernelId kernel) => simulation.Scenario.Options.Rates[kernel] * _speed;
}
