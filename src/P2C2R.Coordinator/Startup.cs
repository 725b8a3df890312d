using System.Net;
using System.Security.Cryptography;
using System.Text;
using P2C2R.Coordinator.Blobs;
using P2C2R.Coordinator.Connections;
using P2C2R.Coordinator.Endpoints;
using P2C2R.Coordinator.Listening;
using P2C2R.Coordinator.Loop;
using P2C2R.Coordinator.Sqlite;
using P2C2R.Coordinator.Status;
using P2C2R.Coordinator.Storage;

namespace P2C2R.Coordinator;

/// <summary>Builds the parts of a coordinator in their order, and takes them down again where one can't be had.</summary>
internal sealed class Startup(CoordinatorOptions options, string folder) : IAsyncDisposable
{
    private GridStorage? _storage;
    private Checkpointer? _checkpointer;
    private GridThread? _thread;
    private Services? _services;

    public GridStorage Storage => _storage!;

    public Checkpointer Checkpointer => _checkpointer!;

    public GridThread Thread => _thread!;

    public Services Services => _services!;

    /// <summary>Opens the database and the blobs, builds the state and starts its thread.</summary>
    public void Open()
    {
        Directory.CreateDirectory(folder);
        _storage = new GridStorage(new StorageOptions { Path = options.Database });
        var token = OperatorToken.ReadOrMake(folder);
        var accounts = new AccountBook();
        var log = new GridLog(options.Log, options.LogLevel, accounts);
        _checkpointer = new Checkpointer(options.Database, log.Warn);
        var meter = new LoopMeter();
        var inbox = new CommandInbox();
        var uploads = new UploadBook();
        var switchboard = new Switchboard(log, uploads, accounts);
        _thread = new GridThread(options.Grid, options.Loop, _storage, switchboard, inbox, meter, _checkpointer, log);
        var reader = new StorageReader(options.Database);
        var blobs = new BlobStore(new DiskFiles(options.BlobFolder ?? Path.Combine(folder, "p2c2r_blobs")));
        _services = new Services
        {
            Options = options,
            Inbox = inbox,
            Switchboard = switchboard,
            Accounts = accounts,
            Addresses = new AddressBook(options.MaxConnectionsPerAddress, ConnectionLimits.ConnectionsFromLoopback, options.RegistrationsPerHour, TimeProvider.System),
            Uploads = uploads,
            Grants = new GrantIssuer(SHA256.HashData(Encoding.UTF8.GetBytes("p2c2r.grants " + token)), TimeProvider.System),
            Sweeper = new ConnectionSweeper(),
            Reader = reader,
            Blobs = blobs,
            Archive = new ArchiveDesk(reader, inbox, uploads, blobs),
            Traffic = new TrafficMeter(),
            Origins = new OriginCheck(options.AllowedOrigins),
            Proxies = new TrustedProxies(options.TrustedProxies.Select(ParseProxy)),
            Meter = meter,
            Log = log,
            OperatorToken = token,
            StartedAt = DateTimeOffset.UtcNow,
        };
        _thread.Start();
    }

    /// <summary>Takes down what was opened; only for a start that failed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_thread?.Started == true) await _thread.StopAsync().ConfigureAwait(false);
        _services?.Sweeper.Dispose();
        _services?.Reader.Dispose();
        _checkpointer?.Dispose();
        _storage?.Dispose();
    }

    /// <summary>One line for the operator, where we know what it is.</summary>
    public static CoordinatorException? Explain(Exception e, string database) => e switch
    {
        CoordinatorException known => known,
        SqliteException sqlite => Explain(sqlite, database),
        InvalidDataException => new CoordinatorException(CoordinatorFault.DatabaseTooNew, $"{database}: {e.Message}"),
        UnauthorizedAccessException or IOException => new CoordinatorException(CoordinatorFault.DatabaseNotWritable, $"the folder of {database} or of the blobs can't be used: {e.Message}"),
        DllNotFoundException or EntryPointNotFoundException => new CoordinatorException(CoordinatorFault.StorageFailed, $"SQLite can't be loaded: {e.Message}"),
        _ => null,
    };

    private static CoordinatorException? Explain(SqliteException e, string database) => e.Trouble switch
    {
        SqliteTrouble.Locked => new CoordinatorException(CoordinatorFault.DatabaseLocked, $"another program has {database}: is a coordinator running already?"),
        SqliteTrouble.Corrupt => new CoordinatorException(CoordinatorFault.DatabaseCorrupt, $"{database} isn't a database or is damaged: restore the backup (docs/operations.md) or name another file with --db"),
        SqliteTrouble.NotWritable => new CoordinatorException(CoordinatorFault.DatabaseNotWritable, $"{database} can't be opened for writing: check that its folder exists and who may write there"),
        SqliteTrouble.DiskFull => new CoordinatorException(CoordinatorFault.DiskFull, $"no space is left on the disk of {database}"),
        SqliteTrouble.InputOutput => new CoordinatorException(CoordinatorFault.StorageFailed, $"the disk of {database} failed: {e.Message}"),
        _ => null,
    };

    private static IPAddress ParseProxy(string text) =>
        IPAddress.TryParse(text, out var address) ? address : throw new CoordinatorException(CoordinatorFault.BadOption, $"--trusted-proxy {text}: a proxy is named by its IP address");
}
