using System.Buffers.Binary;
using System.Security.Cryptography;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench;

/// <summary>Fills a storage with ended tasks by running the state core over it, without connections or workers: the same rows as real ones.</summary>
internal sealed class HistoryFiller : IOutbox
{
    private const int Batch = 2_000;
    private static readonly SessionId Gamer = new(1);
    private static readonly SessionId Peer = new(2);

    private readonly GridLoop _loop;
    private readonly List<Command> _answers = [];
    private readonly byte[] _payload = new byte[64];
    private readonly byte[] _output = new byte[32 + OutputTrailer.Size];
    private long _results;

    private HistoryFiller(IGridStorage storage) =>
        _loop = new GridLoop(new GridCore(new GridOptions { CacheRetention = 0 }, storage.Load(), storage), storage, this);

    /// <summary>Adds tasks that ended within the last 20 hours, so that no retention has taken them yet.</summary>
    /// <param name="storage">Where to.</param>
    /// <param name="tasks">How many.</param>
    /// <param name="checkpoint">Called now and then, to keep the storage's log short.</param>
    /// <exception cref="IOException">The core did not end them all.</exception>
    public static void Fill(IGridStorage storage, int tasks, Action checkpoint)
    {
        var filler = new HistoryFiller(storage);
        var end = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - 1_000) * 1_000;
        var begin = end - (20 * 3600 * GridOptions.Second);
        filler.Run([OpenGamer(), OpenPeer()], begin);
        for (var done = 0; done < tasks; done += Batch)
        {
            Command[] submissions = [.. Enumerable.Range(done, Math.Min(Batch, tasks - done)).Select(filler.Submit)];
            var now = begin + (long)((double)(end - begin) * done / tasks);
            filler.Run(submissions, now);
            for (var step = 1; filler._answers.Count > 0; step++) filler.Run([.. filler._answers, new Tick()], now + (step * 1_000));
            checkpoint();
        }

        if (filler._results != tasks) throw new IOException($"{filler._results} of {tasks} tasks were stored");
    }

    /// <inheritdoc/>
    public void Send(IReadOnlyList<Outgoing> messages)
    {
        foreach (var (_, message) in messages)
        {
            if (message is Lease lease) _answers.Add(new ReceiveOutput(Peer, Answer(lease)));
            else if (message is Result { Summary.State: TaskState.Done }) _results++;
            else if (message is ErrorMessage refusal) throw new IOException($"the core refused: {refusal.Message}");
        }
    }

    /// <inheritdoc/>
    public void Close(IReadOnlyList<SessionId> sessions)
    {
        if (sessions.Count > 0) throw new IOException("the core closed a connection");
    }

    /// <inheritdoc/>
    public void Report(IReadOnlyList<GridEvent> events)
    {
        // A log of a million tasks is of no use.
    }

    private static OpenGamerSession OpenGamer() => new(Gamer, "history", Sha256Hash.Of("history gamer"u8), "history gamer");

    private static OpenPeerSession OpenPeer() => new(Peer, new HelloPeer
    {
        Name = "history",
        Slots = Limits.MaxSlots,
        Device = new DeviceInfo { Cores = 8, MemoryBytes = 16L << 30 },
        Kernels = [new KernelSpeed { Kind = Kinds.NoOperation, Version = 1, UnitsPerSecond = 1e9 }],
    }, Sha256Hash.Of("history peer"u8), "history peer");

    private SubmitTask Submit(int number)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_payload, number);
        var input = _payload.AsSpan().ToArray();
        var submit = new Submit
        {
            Task = $"history-{number}",
            Kind = Kinds.NoOperation,
            Version = 1,
            SliceCount = 1,
            MaxUnits = TaskTemplate.Units,
            Slices = [new SliceSpec { Input = input, ExpectedUnits = TaskTemplate.Units, MaxUnits = TaskTemplate.Units }],
        };
        var hash = Sha256Hash.Of(input);
        return new SubmitTask(Gamer, submit, [hash], hash);
    }

    private AttemptDone Answer(Lease lease)
    {
        lease.Key.ToArray().CopyTo(_output, 0);
        new OutputTrailer(TaskTemplate.Units, SliceOutcome.Completed).Write(_output.AsSpan(32));
        var output = _output.AsSpan().ToArray();
        return new AttemptDone
        {
            Attempt = lease.Attempt,
            Hash = new Sha256Hash(SHA256.HashData(output)),
            Length = output.Length,
            Units = TaskTemplate.Units,
            ComputeMs = 0.01,
            Output = output,
        };
    }

    private void Run(Command[] commands, long now)
    {
        _answers.Clear();
        _loop.Apply(commands, now);
        if (_loop.HasUncommitted && !_loop.Commit()) throw new IOException("a commit failed");
    }
}
