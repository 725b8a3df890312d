using P2C2R.Coordinator.Endpoints;
using P2C2R.Coordinator.Listening;
using P2C2R.Coordinator.Loop;
using P2C2R.Coordinator.Status;
using P2C2R.Coordinator.Storage;

namespace P2C2R.Coordinator;

/// <summary>A coordinator in this process: for <c>p2c2r cloud</c>, the demo and tests.</summary>
public sealed class CoordinatorHost : IAsyncDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(3);
    private readonly GridStorage _storage;
    private readonly Checkpointer _checkpointer;
    private readonly GridThread _thread;
    private readonly WebServer _server;
    private readonly Services _services;
    private readonly Caretaker _caretaker;
    private readonly RetentionKeeper _retention;
    private int _stopped;

    private CoordinatorHost(GridStorage storage, Checkpointer checkpointer, GridThread thread, WebServer server, Services services)
    {
        _storage = storage;
        _checkpointer = checkpointer;
        _thread = thread;
        _server = server;
        _services = services;
        _caretaker = new Caretaker(services);
        _retention = new RetentionKeeper(services.Options, services.Inbox, services.Blobs, services.Log.Warn);
    }

    /// <summary>Where it listens; the first is for local use.</summary>
    public IReadOnlyList<Uri> Addresses => _server.Addresses;

    /// <summary>The port of the first address.</summary>
    public int Port => _server.Addresses[0].Port;

    /// <summary>Completes with null when it was stopped, or with why it gave up.</summary>
    public Task<CoordinatorFault?> Ended => EndedAsync();

    /// <summary>Opens the database, builds the state and listens.</summary>
    /// <exception cref="CoordinatorException">It can't; the message says what to do.</exception>
    public static async Task<CoordinatorHost> StartAsync(CoordinatorOptions options)
    {
        var listen = options.Listen.Select(ListenAddress.Parse).ToList();
        var certificate = CertificateFile.Load(options);
        var folder = Path.GetDirectoryName(Path.GetFullPath(options.Database))!;
        var startup = new Startup(options, folder);
        try
        {
            startup.Open();
            var router = new RequestRouter(startup.Services);
            var server = await WebServer.StartAsync(listen, certificate, router.ServeAsync).ConfigureAwait(false);
            return new CoordinatorHost(startup.Storage, startup.Checkpointer, startup.Thread, server, startup.Services);
        }
        catch (Exception e)
        {
            await startup.DisposeAsync().ConfigureAwait(false);
            if (Startup.Explain(e, options.Database) is { } explained) throw explained;
            throw;
        }
    }

    /// <summary>Tells everybody, commits what there is and stops. May be called more than once.</summary>
    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0) return;
        _services.Stopping = true;
        _caretaker.Dispose();
        await _thread.StopAsync().ConfigureAwait(false);
        _services.Inbox.Close();
        _services.Switchboard.SayGoodbye();
        await _server.StopAsync(Goodbye).ConfigureAwait(false);
        _services.Sweeper.DropAll("shutting down");
        _retention.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        _services.Sweeper.Dispose();
        _services.Reader.Dispose();
        _checkpointer.Dispose();
        _thread.Dispose();
        _storage.Dispose();
        _services.Inbox.Dispose();
    }

    private async Task<CoordinatorFault?> EndedAsync() => await _thread.Ended.ConfigureAwait(false) ? null : CoordinatorFault.StorageFailed;
}
