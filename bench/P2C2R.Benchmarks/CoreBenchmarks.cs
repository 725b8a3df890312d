using BenchmarkDotNet.Attributes;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Benchmarks;

/// <summary>The state core alone: 256 tasks submitted, leased, answered, settled and delivered, without storage or network.</summary>
[MemoryDiagnoser]
public class CoreBenchmarks
{
    private const int Tasks = 256;
    private static readonly SessionId Gamer = new(1);
    private static readonly SessionId Peer = new(2);
    private readonly Effects _effects = new();
    private GridCore _core = null!;
    private long _now = 1_800_000_000_000_000;
    private long _number;

    [GlobalSetup]
    public void Setup()
    {
        var nothing = new EmptyArchive();
        _core = new GridCore(new GridOptions { CacheRetention = 0 }, nothing.Snapshot, nothing);
        var hello = new HelloPeer
        {
            Name = "peer",
            Slots = Limits.MaxSlots,
            Device = new DeviceInfo { Cores = 8, MemoryBytes = 16L << 30 },
            Kernels = [new KernelSpeed { Kind = Kinds.NoOperation, Version = 1, UnitsPerSecond = 1e9 }],
        };
        Apply(new OpenGamerSession(Gamer, "gamer", Sha256Hash.Of("g"u8), "g"), new OpenPeerSession(Peer, hello, Sha256Hash.Of("p"u8), "p"));
        _effects.Clear();
        _core.Committed();
    }

    [Benchmark(OperationsPerInvoke = Tasks)]
    public int SubmitToResult()
    {
        var submissions = new Command[Tasks];
        for (var i = 0; i < Tasks; i++)
        {
            var submit = SampleTask.Submit(++_number);
            var input = Sha256Hash.Of(BitConverter.GetBytes(_number));
            submissions[i] = new SubmitTask(Gamer, submit, [input], input);
        }

        Apply(submissions);
        for (var leases = TakeLeases(); leases.Length > 0; leases = TakeLeases()) Apply(leases);
        var results = _effects.Promises.Count(p => p.Message is Result);
        if (results != Tasks) throw new InvalidOperationException($"{results} results");
        _effects.Clear();
        _core.Committed();
        return results;
    }

    private void Apply(params Command[] commands) => _core.Apply(commands, ++_now, _effects);

    private Command[] TakeLeases()
    {
        Command[] answers = [.. _effects.Requests.Select(r => r.Message).OfType<Lease>().Select(l => new ReceiveOutput(Peer, SampleTask.Done(l.Attempt.Number) with { Attempt = l.Attempt }))];
        _effects.Requests.Clear();
        return answers;
    }
}
