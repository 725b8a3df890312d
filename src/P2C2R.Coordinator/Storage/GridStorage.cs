using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>
/// The database of one coordinator: SQLite in WAL mode with <c>synchronous=FULL</c>, so a commit that returned is on the
/// disk. One writer, used by one thread at a time; the tables are <see cref="Schema"/>'s.
/// </summary>
public sealed class GridStorage : IGridStorage, IDisposable
{
    private readonly StorageOptions _options;
    private readonly List<Action<ShellRows>> _staged = [];
    private SqliteConnection? _connection;
    private SqliteStatement? _begin;
    private SqliteStatement? _beginReading;
    private SqliteStatement? _commit;
    private Archive? _archive;
    private RowWriter? _writer;
    private ShellRows? _shell;
    private RecentIndex? _tasksById;
    private RecentIndex? _resultsByKey;

    /// <summary>Opens or makes the database and brings it to this release's version.</summary>
    /// <exception cref="SqliteException">It can't be opened.</exception>
    /// <exception cref="InvalidDataException">A newer release wrote it.</exception>
    public GridStorage(StorageOptions options)
    {
        _options = options;
        _connection = Open();
    }

    /// <summary>The failure of the last commit that wasn't one, for the log.</summary>
    public SqliteException? LastFailure { get; private set; }

    /// <summary>Whether something was staged since the last commit.</summary>
    internal bool HasStaged => _staged.Count > 0;

    /// <inheritdoc/>
    public GridSnapshot Load()
    {
        _staged.Clear();
        Close();
        _connection = Open();
        _begin = _connection.Prepare("BEGIN IMMEDIATE");
        _beginReading = _connection.Prepare("BEGIN");
        _commit = _connection.Prepare("COMMIT");
        _tasksById = new RecentIndex(_connection, "tasks_by_id", "tasks_indexed");
        _resultsByKey = new RecentIndex(_connection, "results_by_key", "results_indexed");
        _connection.Execute("BEGIN IMMEDIATE");
        ReadRecent();
        _connection.Execute("COMMIT");
        _archive = new Archive(_connection, _tasksById, _resultsByKey);
        _shell = new ShellRows(_connection, _tasksById, _resultsByKey);
        var totals = new RunningTotals(_connection);
        var snapshot = SnapshotLoader.Load(_connection, totals.Value, _archive);
        var tasks = new TaskWriter(_connection, _tasksById, totals, snapshot.LastTask, snapshot.LiveTasks);
        _writer = new RowWriter(_connection, tasks, _resultsByKey, totals);
        return snapshot;
    }

    /// <inheritdoc/>
    public CommitOutcome Commit(RowBatch rows)
    {
        if (_writer is null) throw new InvalidOperationException("load first");
        try
        {
            EndReading();
            _begin!.Run();
            _writer.Write(rows);
            foreach (var write in _staged) write(_shell!);
            _tasksById!.Merge();
            _resultsByKey!.Merge();
        }
        catch (SqliteException e)
        {
            return Fail(e, CommitOutcome.Failed);
        }

        try
        {
            _commit!.Run();
        }
        catch (SqliteException e)
        {
            // The log may hold the commit although SQLite couldn't say so; a lock is refused before anything is written.
            return Fail(e, e.Trouble == SqliteTrouble.Locked ? CommitOutcome.Failed : CommitOutcome.Unknown);
        }

        _staged.Clear();
        return CommitOutcome.Committed;
    }

    /// <inheritdoc/>
    public TaskRow? FindTask(AccountId gamer, string id) => Loaded.FindTask(gamer, id);

    /// <inheritdoc/>
    public ResultRow? FindResult(Sha256Hash key) => Loaded.FindResult(key);

    /// <inheritdoc/>
    public ResultRow? FindResult(ResultId id) => Loaded.FindResult(id);

    /// <inheritdoc/>
    public (SliceRow Slice, ResultId? Result)? FindSlice(long task, int index) => Loaded.FindSlice(task, index);

    /// <inheritdoc/>
    public long? FindBlob(AccountId owner, Sha256Hash hash) => Loaded.FindBlob(owner, hash);

    /// <inheritdoc/>
    public bool HasDeposit(string reference) => Loaded.HasDeposit(reference);

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Adds a write to the next commit.</summary>
    internal void Stage(Action<ShellRows> write) => _staged.Add(write);

    /// <summary>Copies the log into the database file; short when another connection has just done most of it.</summary>
    public (int Pages, int Copied) Checkpoint()
    {
        EndReading();
        return _connection!.Checkpoint();
    }

    /// <summary>SQLite's settings of the writer: (2, wal), that is fsync at every commit.</summary>
    internal (long Synchronous, string? Journal) DurabilitySettings => (_connection!.QueryInt64("PRAGMA synchronous"), _connection.QueryText("PRAGMA journal_mode"));

    /// <summary>For the test that shows that the power-loss test would see it.</summary>
    internal void StopSyncing() => _connection!.Execute("PRAGMA synchronous = OFF");

    /// <summary>The archive, inside a transaction that lasts until the next commit: all reads between two commits share the locks of one.</summary>
    private Archive Loaded
    {
        get
        {
            if (_archive is null) throw new InvalidOperationException("load first");
            if (!_connection!.InTransaction) _beginReading!.Run();
            return _archive;
        }
    }

    private void EndReading()
    {
        if (_connection!.InTransaction) _commit!.Run();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_options.Path, vfs: _options.Vfs);
        try
        {
            // Without shared memory a file system layer needs only files; set before the database is first read.
            if (_options.Exclusive) connection.Execute("PRAGMA locking_mode = EXCLUSIVE");
            connection.Execute($"PRAGMA page_size = {_options.PageSize}");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
            connection.Execute("PRAGMA wal_autocheckpoint = 0");
            connection.Execute($"PRAGMA cache_size = -{_options.CacheKilobytes}");
            connection.Execute("PRAGMA temp_store = MEMORY");
            Schema.Migrate(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void ReadRecent()
    {
        using var tasks = _connection!.Prepare("SELECT number, gamer, id FROM tasks WHERE number > (SELECT value FROM meta WHERE key = 'tasks_indexed') ORDER BY number");
        while (tasks.Step()) _tasksById!.Add(IndexHash.Of(new AccountId(tasks.Integer(1)), tasks.Text(2)!), tasks.Integer(0));
        using var results = _connection.Prepare("SELECT number, key FROM results WHERE number > (SELECT value FROM meta WHERE key = 'results_indexed') ORDER BY number");
        while (results.Step()) _resultsByKey!.Add(IndexHash.Of(results.Hash(1)), results.Integer(0));
    }

    private CommitOutcome Fail(SqliteException e, CommitOutcome outcome)
    {
        LastFailure = e;
        try
        {
            _connection!.Rollback();
        }
        catch (SqliteException)
        {
            outcome = CommitOutcome.Unknown;
        }

        return outcome;
    }

    private void Close()
    {
        _writer = null;
        _archive = null;
        _connection?.Dispose();
        _connection = null;
    }
}
