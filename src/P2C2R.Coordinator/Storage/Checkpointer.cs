using P2C2R.Coordinator.Sqlite;

namespace P2C2R.Coordinator.Storage;

/// <summary>
/// Copies the log (WAL) into the database file once a second, on a connection and thread of its own, so that the loop
/// does not wait for it. A log under load is never wholly copied that way, so when it is long the loop copies the short rest
/// itself, and its next commit starts the log from the beginning.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    /// <summary>Length of the log, in pages, from which the loop helps.</summary>
    public const int LongLog = 16_384;

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly SqliteConnection _connection;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Action<string> _warn;
    private long _commits;
    private volatile bool _help;

    /// <summary>Opens its connection and starts.</summary>
    public Checkpointer(string path, Action<string> warn)
    {
        _warn = warn;
        _connection = new SqliteConnection(path);
        _connection.Execute("PRAGMA synchronous = FULL");
        _thread = new Thread(Run) { Name = "checkpoint", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Called by the loop after each commit.</summary>
    public void AfterCommit(GridStorage storage)
    {
        Interlocked.Increment(ref _commits);
        if (!_help) return;
        _help = false;
        storage.Checkpoint();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Set();
        _thread.Join();
        _connection.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        long seen = 0;
        var complained = false;
        while (!_stop.Wait(Period))
        {
            var commits = Interlocked.Read(ref _commits);
            if (commits == seen) continue;
            seen = commits;
            try
            {
                var (pages, _) = _connection.Checkpoint();
                _help = pages >= LongLog;
                complained = false;
            }
            catch (SqliteException e)
            {
                if (!complained) _warn($"the log can't be copied into the database: {e.Message}");
                complained = true;
            }
        }
    }
}
