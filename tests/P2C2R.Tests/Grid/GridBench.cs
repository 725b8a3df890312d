using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Tests.Grid;

/// <summary>A core with its loop and a storage in memory, driven command by command; after each step every invariant is checked.</summary>
internal sealed class GridBench : IOutbox
{
    public const long Second = GridOptions.Second;
    private readonly Dictionary<SessionId, List<Message>> _received = [];
    private GridLoop _loop;
    private long _lastSession;
    private int _lastToken;
    private readonly int _auditEvery;
    private int _checks;

    public GridBench(GridOptions? options = null, int auditEvery = 1)
    {
        _auditEvery = auditEvery;
        Options = options ?? new GridOptions();
        Core = new GridCore(Options, Storage.Load(), Storage);
        _loop = new GridLoop(Core, Storage, this);
    }

    public static KernelId Noop { get; } = new(Kinds.NoOperation, 1);

    public GridOptions Options { get; }

    public MemoryStorage Storage { get; } = new();

    public GridCore Core { get; private set; }

    public long Now { get; set; } = 1_000_000 * Second;

    public List<GridEvent> Events { get; } = [];

    public List<SessionId> Closed { get; } = [];

    public static Sha256Hash Token(int number) => Sha256Hash.Of([(byte)number, (byte)(number >> 8)]);

    public void Send(IReadOnlyList<Outgoing> messages)
    {
        foreach (var (session, message) in messages) Inbox(session).Add(message);
    }

    public void Close(IReadOnlyList<SessionId> sessions) => Closed.AddRange(sessions);

    public void Report(IReadOnlyList<GridEvent> events) => Events.AddRange(events);

    public List<Message> Inbox(SessionId session) => _received.TryGetValue(session, out var inbox) ? inbox : _received[session] = [];

    /// <summary>Takes out the messages of one type.</summary>
    public List<T> Take<T>(SessionId session) where T : Message
    {
        var taken = Inbox(session).OfType<T>().ToList();
        Inbox(session).RemoveAll(m => m is T);
        return taken;
    }

    /// <summary>Applies and commits; returns how many further steps it took.</summary>
    public int Do(params Command[] commands)
    {
        var steps = 0;
        _loop.Apply(commands, Now);
        Check();
        for (; _loop.HasWork; steps++) _loop.Apply([], Now);
        Check();
        Assert.True(_loop.Commit());
        Check();
        return steps;
    }

    /// <summary>Lets time pass.</summary>
    public void Wait(long microseconds)
    {
        Now += microseconds;
        Do(new Tick());
    }

    /// <summary>The coordinator dies and starts again from storage; connections are gone.</summary>
    public void Restart()
    {
        var before = Core.Durable();
        Core = new GridCore(Options, Storage.Load(), Storage);
        _loop = new GridLoop(Core, Storage, this);
        Assert.Equal(before, Core.Durable());
        Do();
    }

    public SessionId Gamer(out AccountId account)
    {
        var session = new SessionId(++_lastSession);
        Do(new OpenGamerSession(session, "g", Token(++_lastToken), "token" + _lastToken));
        account = Account(session);
        return session;
    }

    /// <summary>A gamer that comes back with the token of this number.</summary>
    public SessionId GamerAgain(int token)
    {
        var session = new SessionId(++_lastSession);
        Do(new OpenGamerSession(session, "g", Token(token), null));
        return session;
    }

    public SessionId Gamer() => Gamer(out _);

    public SessionId Peer(int slots = 1, IReadOnlyList<DeclaredAttempt>? computing = null, int? token = null, long memory = 1 << 30, bool gpu = false, double speed = 1_000_000)
    {
        var session = new SessionId(++_lastSession);
        var isNew = token is null;
        var hello = new HelloPeer
        {
            Name = "p",
            Slots = slots,
            Device = new DeviceInfo { Cores = 4, MemoryBytes = memory, Gpu = gpu },
            Kernels = [.. Options.Rates.Keys.Select(k => new KernelSpeed { Kind = k.Kind, Version = k.Version, UnitsPerSecond = speed })],
            Computing = computing ?? [],
        };
        Do(new OpenPeerSession(session, hello, Token(token ?? ++_lastToken), isNew ? "token" + _lastToken : null));
        return session;
    }

    /// <summary>The number with which the account that registered last can come back.</summary>
    public int LastToken => _lastToken;

    public AccountId Account(SessionId session) => new(long.Parse(Inbox(session).OfType<Welcome>().Single().Account[1..], null));

    public static SliceSpec Slice(int input, long units = 1_000_000, long? max = null, params int[] dependsOn) => new()
    {
        Input = BitConverter.GetBytes(input),
        ExpectedUnits = units,
        MaxUnits = max ?? units,
        DependsOn = dependsOn,
    };

    public static SubmitTask Submission(SessionId session, string id, IReadOnlyList<SliceSpec> slices, int replicas = 1, int? count = null, long? deadlineMs = null, long? maxUnits = null, TaskRequirements? needs = null, TaskPriority priority = TaskPriority.Normal, NanoDollars? maxPrice = null, long? data = null)
    {
        var submit = new Submit
        {
            Task = id,
            Kind = Noop.Kind,
            Version = Noop.Version,
            SliceCount = count ?? slices.Count,
            Replicas = replicas,
            MaxUnits = maxUnits ?? slices.Sum(s => s.MaxUnits),
            DeadlineMs = deadlineMs,
            Requirements = needs,
            Priority = priority,
            MaxPrice = maxPrice,
            MaxDataBytes = data,
            Slices = slices,
        };
        return new SubmitTask(session, submit, Hashes(slices), Sha256Hash.Of(System.Text.Encoding.UTF8.GetBytes($"{id} {replicas} {slices.Count} {slices.Sum(s => s.MaxUnits)}")));
    }

    public static IReadOnlyList<Sha256Hash> Hashes(IReadOnlyList<SliceSpec> slices) => [.. slices.Select(s => Sha256Hash.Of(s.Input.Span))];

    public void Submit(SessionId session, string id, params SliceSpec[] slices) => Do(Submission(session, id, slices));

    /// <summary>An output of an attempt: a byte that tells answers apart, and the trailer.</summary>
    public static AttemptDone Done(AttemptId attempt, byte answer = 0, long units = 1_000_000, double ms = 1000)
    {
        var output = new byte[1 + OutputTrailer.Size];
        output[0] = answer;
        new OutputTrailer(units, SliceOutcome.Completed).Write(output.AsSpan(1));
        return new AttemptDone { Attempt = attempt, Hash = Sha256Hash.Of(output), Length = output.Length, Units = units, ComputeMs = ms, Output = output };
    }

    public void Finish(SessionId peer, AttemptId attempt, byte answer = 0, long units = 1_000_000) => Do(new ReceiveOutput(peer, Done(attempt, answer, units)));

    public void Finish(SessionId peer, byte answer = 0, long units = 1_000_000)
    {
        foreach (var lease in Take<Lease>(peer)) Finish(peer, lease.Attempt, answer, units);
    }

    public long Balance(AccountType type, LedgerKind ledger, long owner = 0) => Storage.Balances.GetValueOrDefault(new LedgerAccount(type, ledger, owner));

    private void Check()
    {
        if (_auditEvery > 0 && _checks++ % _auditEvery == 0) Assert.Equal([], Core.Audit());
    }
}
