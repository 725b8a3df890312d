using P2C2R.Peer.Attempts;
using P2C2R.Peer.Blobs;
using P2C2R.Peer.Device;
using P2C2R.Peer.Endpoints;
using P2C2R.Peer.Workers;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Peer;

/// <summary>
/// A contributor's agent: keeps a session with the coordinator, has attempts computed by worker processes, and tells what it
/// earns. Token and sockets are here; the kernels' code runs elsewhere.
/// </summary>
public sealed class PeerAgent : IAsyncDisposable
{
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a draining peer waits for its last answers to be settled, or asked for.</summary>
    private static readonly TimeSpan SettleWait = TimeSpan.FromSeconds(10);

    private readonly PeerOptions _options;
    private readonly PeerReports _reports = new();
    private readonly PeerCounters _counters = new();
    private readonly AttemptBook _book = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PeerFolder? _folder;
    private TokenFile? _tokens;
    private WorkerPool? _pool;
    private EndpointPool? _endpoint;
    private BlobTransfer? _transfer;
    private BlobCache? _cache;
    private AttemptRunner? _runner;
    private MessageConnection? _connection;
    private Task _sessions = Task.CompletedTask;
    private Task _housekeeping = Task.CompletedTask;
    private IReadOnlyList<KernelSpeed> _kernels = [];
    private string? _token;
    private long _received, _sent;
    private volatile bool _draining;
    private volatile bool _ending;

    /// <summary>An agent that isn't started.</summary>
    public PeerAgent(PeerOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Slots, Limits.MaxSlots);
        _options = options;
    }

    /// <summary>Tells what happens, from any thread; listeners are quick and don't throw.</summary>
    public event Action<PeerEvent>? Happened
    {
        add => _reports.Happened += value;
        remove => _reports.Happened -= value;
    }

    /// <summary>Completes when the coordinator has welcomed the peer for the first time.</summary>
    public Task Connected => _connected.Task;

    /// <summary>The account, as in the last welcome; null before.</summary>
    public string? Account { get; private set; }

    /// <summary>The worker processes that run.</summary>
    public IReadOnlyList<int> WorkerProcessIds => _pool?.ProcessIds ?? [];

    /// <summary>The figures since the start.</summary>
    public PeerStatistics Statistics
    {
        get
        {
            var connection = _connection;
            return _counters.Read(Interlocked.Read(ref _received) + (connection?.BytesReceived ?? 0), Interlocked.Read(ref _sent) + (connection?.BytesSent ?? 0));
        }
    }

    /// <summary>Starts: the folder, the first worker, the calibration where it wasn't done, then the connection, which is tried for ever.</summary>
    /// <returns>Null, or why it can't start, for people.</returns>
    public async Task<string?> StartAsync(CancellationToken cancellation = default)
    {
        var (folder, error) = PeerFolder.TryOpen(_options.StateDirectory, _options.Name);
        if (folder is null) return error;
        _folder = folder;
        _tokens = new TokenFile(folder.Path, _options.Coordinator);
        _token = _tokens.Read();
        _transfer = new BlobTransfer(_options.Coordinator, _counters);
        _cache = new BlobCache(folder.Blobs, _options.CacheBytes, _transfer.DownloadAsync, _stop.Token);
        _pool = new WorkerPool(PoolOptions(folder), () => _runner?.Flush());
        if (_options.Endpoint is { } endpoint) _endpoint = new EndpointPool(new EndpointChat(endpoint), endpoint.Parallel, folder.Spool, () => _runner?.Flush());
        var outputs = new OutputKeeper(_options.Misbehaviour, _transfer, () => _token, _stop.Token);
        _runner = new AttemptRunner(_pool, _endpoint, _cache, _book, outputs, _counters, _reports);
        var kernels = await Calibration.LoadOrMeasureAsync(_pool, folder.Speeds, _options.Calibrate, _reports, cancellation).ConfigureAwait(false);
        _kernels = [.. kernels.Where(k => _endpoint is not null || !AttemptRunner.NeedsEndpoint(new KernelId(k.Kind, k.Version)))];
        _housekeeping = Task.Run(HousekeepAsync, CancellationToken.None);
        _sessions = Task.Run(KeepSessionsAsync, CancellationToken.None);
        return null;
    }

    /// <summary>Takes nothing new, finishes what is at hand, waits a little for its settlement, and ends.</summary>
    public async Task DrainAsync()
    {
        _draining = true;
        _connection?.Send(new Drain());
        var finished = Environment.TickCount64;
        while (!_sessions.IsCompleted)
        {
            var now = Environment.TickCount64;
            if (_book.Unfinished > 0) finished = now;
            else if (_book.Count == 0 || now - finished > SettleWait.TotalMilliseconds) break;
            await Task.Delay(20).ConfigureAwait(false);
        }

        _ending = true;
        if (_connection is { } connection) await connection.DisposeAsync().ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _sessions.ConfigureAwait(false);
    }

    /// <summary>Ends at once: workers are stopped, nothing more is sent.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _sessions.ConfigureAwait(false);
        await _housekeeping.ConfigureAwait(false);
        _pool?.Dispose();
        _endpoint?.Dispose();
        _transfer?.Dispose();
        _folder?.Dispose();
    }

    private WorkerPoolOptions PoolOptions(PeerFolder folder) => new()
    {
        Slots = _options.Slots,
        Launch = WorkerLaunch.Of(_options.WorkerProgram),
        Spool = folder.Spool,
        MemoryBytes = _options.MemoryBytes / _options.Slots,
        TimeLimit = _options.AttemptTimeLimit,
    };

    private async Task HousekeepAsync()
    {
        using var timer = new PeriodicTimer(HousekeepingInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                _runner!.Expire();
                _runner.Flush();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task KeepSessionsAsync()
    {
        var backoff = new Backoff();
        try
        {
            while (true)
            {
                var (connection, error) = await MessageConnection.TryConnectAsync(_options.Coordinator, _stop.Token).ConfigureAwait(false);
                if (connection is not null)
                {
                    await using (connection.ConfigureAwait(false))
                    {
                        if (await RunSessionAsync(connection).ConfigureAwait(false)) backoff.Reset();
                        error = connection.EndReason;
                    }

                    _connection = null;
                    Interlocked.Add(ref _received, connection.BytesReceived);
                    Interlocked.Add(ref _sent, connection.BytesSent);
                }

                if (_ending) return;
                var wait = backoff.Next();
                _reports.Raise(PeerEventKind.Disconnected, $"{error ?? "the connection ended"}; trying again in {wait.TotalSeconds:0.0} s");
                await Task.Delay(wait, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Whether it came to a welcome.</summary>
    private async Task<bool> RunSessionAsync(MessageConnection connection)
    {
        var session = new PeerSession(connection, _runner!, _book, _pool!, _cache!, _reports);
        var (welcome, refusal) = await session.GreetAsync(Hello(), _stop.Token).ConfigureAwait(false);
        if (welcome is null)
        {
            if (refusal is not null) TakeRefusal(refusal);
            return false;
        }

        TakeWelcome(welcome);
        _connection = connection;
        if (_draining) connection.Send(new Drain());
        await session.ServeAsync(welcome, _stop.Token).ConfigureAwait(false);
        return true;
    }

    private HelloPeer Hello() => new()
    {
        Name = _options.Name,
        Token = _token,
        Slots = _options.Slots,
        Device = DeviceSurvey.Take(_options.MemoryBytes),
        Kernels = _kernels,
    };

    private void TakeWelcome(Welcome welcome)
    {
        Account = welcome.Account;
        if (welcome.Token is { } token)
        {
            _token = token;
            SaveToken(token);
        }

        _reports.Raise(PeerEventKind.Connected, $"connected to {_options.Coordinator} as {welcome.Account}");
        _connected.TrySetResult();
    }

    private void SaveToken(string token)
    {
        try
        {
            _tokens!.Write(token);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _reports.Notice($"the token can't be stored, so the next start will be a new account: {e.Message}");
        }
    }

    private void TakeRefusal(ErrorMessage refusal)
    {
        _reports.Notice($"the coordinator refuses: {refusal.Message}");
        if (refusal.Code != ErrorCode.BadToken || _token is null) return;
        _reports.Notice("it doesn't know this peer's token (has it lost its database?); registering as a new peer");
        _token = null;
        _tokens!.Retire();
    }
}
