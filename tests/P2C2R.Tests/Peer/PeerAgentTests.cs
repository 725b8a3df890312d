using P2C2R.Peer;
using P2C2R.Protocol;

namespace P2C2R.Tests.Peer;

/// <summary>A peer with real worker processes, against a coordinator that the test plays.</summary>
public sealed class PeerAgentTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<PeerAgent> _agents = [];
    private StubCoordinator _coordinator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _coordinator = await StubCoordinator.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        await _coordinator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Registers_keeps_its_token_to_itself_and_comes_back_as_the_same()
    {
        var agent = await StartAsync();
        var session = await _coordinator.AcceptAsync(Cancellation);
        Assert.Null(session.Hello.Token);
        Assert.Equal("tester", session.Hello.Name);
        Assert.Equal(1, session.Hello.Slots);
        Assert.Equal(Environment.ProcessorCount, session.Hello.Device.Cores);
        Assert.Contains(session.Hello.Kernels, k => k is { Kind: Kinds.NoOperation, Version: 1 });
        await session.WelcomeAsync(Cancellation, token: "secret-1");
        await agent.Connected.WaitAsync(Cancellation);
        await agent.DisposeAsync();

        var file = Assert.Single(Directory.EnumerateFiles(_folder.Path, "token-*", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await StartAsync();
        Assert.Equal("secret-1", (await _coordinator.AcceptAsync(Cancellation)).Hello.Token);
    }

    [Fact]
    public async Task An_unknown_token_makes_a_new_registration_and_says_so()
    {
        var notices = new List<string?>();
        var agent = await StartAsync();
        agent.Happened += e =>
        {
            lock (notices) notices.Add(e.Message);
        };
        var first = await _coordinator.AcceptAsync(Cancellation);
        await first.WelcomeAsync(Cancellation, token: "secret-1");
        await agent.Connected.WaitAsync(Cancellation);
        first.Break();
        var second = await _coordinator.AcceptAsync(Cancellation);
        Assert.Equal("secret-1", second.Hello.Token);
        await second.SendAsync(new ErrorMessage { Code = ErrorCode.BadToken, Message = "unknown" }, Cancellation);
        await second.CloseAsync(Cancellation);
        var third = await _coordinator.AcceptAsync(Cancellation);
        Assert.Null(third.Hello.Token);
        lock (notices)
        {
            Assert.Contains(notices, n => n!.Contains("registering as a new peer", StringComparison.Ordinal));
            Assert.DoesNotContain(notices, n => n!.Contains("secret", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Computes_leases_and_counts_what_it_earns()
    {
        var agent = await StartAsync();
        var session = await WelcomeAsync();
        for (var i = 1; i <= 100; i++) await session.SendAsync(NoOperations.Lease(i, $$"""{"payload":"{{i}}","units":3}"""), Cancellation);
        for (var i = 1; i <= 100; i++)
        {
            var done = await session.ExpectAsync<AttemptDone>(Cancellation);
            Assert.Equal(new AttemptId(1, i), done.Attempt);
            Assert.Equal(3, done.Units);
            Assert.Equal(done.Hash, Sha256Hash.Of(done.Output!.Value.Span));
            Assert.Equal(done.Length, done.Output.Value.Length);
        }

        var settled = Enumerable.Range(1, 100).Select(i => new SettledAttempt { Attempt = new AttemptId(1, i), State = AttemptState.Agreed, Earned = new NanoDollars(10) });
        await session.SendAsync(new Settled { Attempts = [.. settled] }, Cancellation);
        while (agent.Statistics.Earned.Value < 1000) await Task.Delay(5, Cancellation);
        Assert.Equal(100, agent.Statistics.Completed);
        Assert.True(agent.Statistics.BytesReceived > 10_000);
    }

    [Fact]
    public async Task Computes_a_lease_that_comes_before_the_welcome()
    {
        await StartAsync();
        var session = await _coordinator.AcceptAsync(Cancellation);
        await session.SendAsync(NoOperations.Lease(1, "{}"), Cancellation);
        await session.WelcomeAsync(Cancellation);
        Assert.Equal(new AttemptId(1, 1), (await session.ExpectAsync<AttemptDone>(Cancellation)).Attempt);
    }

    [Fact]
    public async Task Goes_on_computing_without_a_connection_and_declares_and_repeats_what_it_has()
    {
        await StartAsync();
        var session = await WelcomeAsync();
        var finished = NoOperations.Lease(1, "{}");
        var running = NoOperations.Lease(2, """{"spin_ms":1500}""");
        await session.SendAsync(finished, Cancellation);
        var done = await session.ExpectAsync<AttemptDone>(Cancellation);
        await session.SendAsync(running, Cancellation);
        session.Break();
        var second = await _coordinator.AcceptAsync(Cancellation);
        Assert.Contains(second.Hello.Computing, d => d.Attempt == finished.Attempt && d.Key == finished.Key);
        await second.WelcomeAsync(Cancellation);
        var again = await second.ExpectAsync<AttemptDone>(Cancellation);
        Assert.Equal((done.Attempt, done.Hash), (again.Attempt, again.Hash));
    }

    [Fact]
    public async Task Heartbeats_name_what_is_being_computed_and_a_cancelled_attempt_is_named_no_more()
    {
        await StartAsync();
        var session = await WelcomeAsync(heartbeatMs: 50);
        var lease = NoOperations.Lease(1, """{"spin_ms":60000}""");
        await session.SendAsync(lease, Cancellation);
        Heartbeat heartbeat;
        do heartbeat = await session.ExpectAsync<Heartbeat>(Cancellation);
        while (!heartbeat.Attempts.Any(a => a.Attempt == lease.Attempt && a.Fraction > 0));
        await session.SendAsync(new CancelAttempt { Attempt = lease.Attempt }, Cancellation);
        do heartbeat = await session.ExpectAsync<Heartbeat>(Cancellation);
        while (heartbeat.Attempts.Count > 0);
        await session.SendAsync(NoOperations.Lease(2, "{}"), Cancellation);
        Assert.Equal(new AttemptId(1, 2), (await session.ExpectAsync<AttemptDone>(Cancellation)).Attempt);
    }

    [Fact]
    public async Task A_big_output_is_committed_first_and_uploaded_when_asked_for()
    {
        await StartAsync();
        var session = await WelcomeAsync(token: "secret-2");
        var lease = NoOperations.Lease(1, """{"output_bytes":2000000}""");
        await session.SendAsync(lease, Cancellation);
        var done = await session.ExpectAsync<AttemptDone>(Cancellation);
        Assert.Null(done.Output);
        Assert.Empty(_coordinator.Uploads);
        await session.SendAsync(new UploadRequest { Attempt = lease.Attempt, Hash = done.Hash }, Cancellation);
        await session.ExpectAsync<Uploaded>(Cancellation);
        var (bytes, authorization) = _coordinator.Uploads[done.Hash];
        Assert.Equal(done.Hash, Sha256Hash.Of(bytes));
        Assert.Equal(done.Length, bytes.Length);
        Assert.Equal(done.Commitment, OutputCommitment.Compute(lease.Nonce, new MemoryStream(bytes)));
        Assert.Equal("Bearer secret-2", authorization);
        var spool = Assert.Single(Directory.EnumerateFiles(_folder.Path, "*.out", SearchOption.AllDirectories));
        await session.SendAsync(new Settled { Attempts = [new SettledAttempt { Attempt = lease.Attempt, State = AttemptState.Agreed, Earned = default }] }, Cancellation);
        while (File.Exists(spool)) await Task.Delay(5, Cancellation);
    }

    [Fact]
    public async Task Blobs_are_fetched_once_and_never_used_with_a_wrong_hash()
    {
        await StartAsync();
        var session = await WelcomeAsync();
        var good = new byte[100_000];
        Random.Shared.NextBytes(good);
        var hash = Sha256Hash.Of(good);
        var wrong = Sha256Hash.Of([1, 2, 3]);
        _coordinator.Blobs[hash] = good;
        _coordinator.Blobs[wrong] = [1, 2, 4];
        for (var i = 1; i <= 3; i++) await session.SendAsync(WithBlob(i, hash, good.Length), Cancellation);
        for (var i = 1; i <= 3; i++) await session.ExpectAsync<AttemptDone>(Cancellation);
        Assert.Equal(1, _coordinator.Downloads);

        await session.SendAsync(WithBlob(4, wrong, 3), Cancellation);
        var failed = await session.ExpectAsync<AttemptFailed>(Cancellation);
        Assert.Equal(ErrorCode.InputUnavailable, failed.Code);
        Assert.Contains("another hash", failed.Reason, StringComparison.Ordinal);
        await session.SendAsync(WithBlob(5, hash, 99), Cancellation);
        Assert.Equal(ErrorCode.InputUnavailable, (await session.ExpectAsync<AttemptFailed>(Cancellation)).Code);
        session.Break();
        Assert.Contains(hash, (await _coordinator.AcceptAsync(Cancellation)).Hello.Blobs);
    }

    [Fact]
    public async Task Leases_that_make_no_sense_are_refused_one_by_one()
    {
        await StartAsync();
        var session = await WelcomeAsync();
        await session.SendAsync(NoOperations.Lease(1, "{}") with { Kind = "from_the_future" }, Cancellation);
        Assert.Equal(ErrorCode.KindNotAvailable, (await session.ExpectAsync<AttemptFailed>(Cancellation)).Code);
        await session.SendAsync(NoOperations.Lease(2, "{}") with { MaxUnits = -1 }, Cancellation);
        Assert.Equal(ErrorCode.OutOfRange, (await session.ExpectAsync<AttemptFailed>(Cancellation)).Code);
        await session.SendAsync(NoOperations.Lease(3, "{}") with { Blobs = [null!] }, Cancellation);
        Assert.Equal(ErrorCode.Malformed, (await session.ExpectAsync<AttemptFailed>(Cancellation)).Code);
        await session.SendAsync(NoOperations.Lease(4, """{"crash":true}"""), Cancellation);
        Assert.Equal(ErrorCode.WorkerCrashed, (await session.ExpectAsync<AttemptFailed>(Cancellation)).Code);
        await session.SendAsync(NoOperations.Lease(5, "{}") with { LeaseMs = -5, ExpectedUnits = long.MinValue }, Cancellation);
        Assert.Equal(new AttemptId(1, 5), (await session.ExpectAsync<AttemptDone>(Cancellation)).Attempt);
    }

    [Fact]
    public async Task A_lease_that_ends_while_nobody_is_connected_is_given_up()
    {
        var agent = await StartAsync();
        var session = await WelcomeAsync(heartbeatMs: 50);
        await session.SendAsync(NoOperations.Lease(1, """{"spin_ms":60000}""", leaseMs: 1000), Cancellation);
        while ((await session.ExpectAsync<Heartbeat>(Cancellation)).Attempts.Count == 0)
        {
        }

        session.Break();
        while (agent.Statistics.Failed == 0) await Task.Delay(20, Cancellation);
        var next = await _coordinator.AcceptAsync(Cancellation);
        // Whichever hello it is: the one after the end of the lease doesn't name it.
        while (next.Hello.Computing.Any(c => c.Attempt == new AttemptId(1, 1)))
        {
            next.Break();
            next = await _coordinator.AcceptAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Drains_what_it_has_and_ends()
    {
        var agent = await StartAsync();
        var session = await WelcomeAsync();
        await agent.Connected.WaitAsync(Cancellation);
        await session.SendAsync(NoOperations.Lease(1, """{"spin_ms":300}"""), Cancellation);
        await session.SendAsync(NoOperations.Lease(2, "{}"), Cancellation);
        await session.ExpectAsync<AttemptDone>(Cancellation);
        var drained = agent.DrainAsync();
        // In either order: the second attempt may have been as quick as the drain.
        Message?[] said = [await session.ReceiveAsync(Cancellation), await session.ReceiveAsync(Cancellation)];
        Assert.Single(said.OfType<Drain>());
        Assert.Single(said.OfType<AttemptDone>());
        Assert.False(drained.IsCompleted);
        await session.SendAsync(new Settled { Attempts = [Agreed(1), Agreed(2)] }, Cancellation);
        await drained.WaitAsync(Cancellation);
        Assert.Null(await session.ReceiveAsync(Cancellation));
    }

    [Fact]
    public async Task A_liar_s_output_has_its_hash_and_is_another_and_a_staller_says_nothing()
    {
        await StartAsync(Misbehaviour.None, "honest");
        await StartAsync(Misbehaviour.Lie, "liar");
        var hashes = new HashSet<Sha256Hash>();
        for (var i = 0; i < 2; i++)
        {
            var session = await WelcomeAsync();
            await session.SendAsync(NoOperations.Lease(1, "{}"), Cancellation);
            var done = await session.ExpectAsync<AttemptDone>(Cancellation);
            Assert.Equal(done.Hash, Sha256Hash.Of(done.Output!.Value.Span));
            hashes.Add(done.Hash);
        }

        Assert.Equal(2, hashes.Count);
        await StartAsync(Misbehaviour.Stall, "staller");
        var stalled = await WelcomeAsync(heartbeatMs: 50);
        await stalled.SendAsync(NoOperations.Lease(1, "{}"), Cancellation);
        for (var beats = 0; beats < 5;) beats += (await stalled.ExpectAsync<Heartbeat>(Cancellation)).Attempts.Count;
    }

    private static SettledAttempt Agreed(long number) => new() { Attempt = new AttemptId(1, number), State = AttemptState.Agreed, Earned = new NanoDollars(1) };

    private static Lease WithBlob(long number, Sha256Hash hash, long length) =>
        NoOperations.Lease(number, "{}") with { Blobs = [new DataReference { Hash = hash, Length = length, Grant = "granted" }] };

    private async Task<StubSession> WelcomeAsync(string? token = null, int heartbeatMs = 60_000)
    {
        var session = await _coordinator.AcceptAsync(Cancellation);
        await session.WelcomeAsync(Cancellation, token, heartbeatMs);
        return session;
    }

    private async Task<PeerAgent> StartAsync(Misbehaviour misbehaviour = Misbehaviour.None, string name = "tester")
    {
        var agent = new PeerAgent(new PeerOptions
        {
            Coordinator = _coordinator.Address,
            Name = name,
            Slots = 1,
            MemoryBytes = 512 << 20,
            StateDirectory = _folder.Path,
            Calibrate = false,
            Misbehaviour = misbehaviour,
        });
        _agents.Add(agent);
        Assert.Null(await agent.StartAsync(Cancellation));
        return agent;
    }
}
