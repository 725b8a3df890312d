using P2C2R.Coordinator.Sqlite;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>
/// Finds what may be deleted, on a connection of its own, in small plans that the loop carries out between batches. Transfers
/// and balances are kept for ever: they are the books.
/// </summary>
/// <remarks>
/// Tasks, attempts and results are numbered by age, so the oldest are looked at first and a pass ends at the first that is young.
/// What live tasks need is read before: nothing can begin to need a result that is older than the cache answers from.
/// </remarks>
internal sealed class RetentionPlanner : IDisposable
{
    /// <summary>Rows of each table in one plan.</summary>
    public const int MaxRows = 256;

    /// <summary>Slices in one plan.</summary>
    public const int MaxSlices = 2_048;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _tasks;
    private readonly SqliteStatement _attempts;
    private readonly SqliteStatement _needed;
    private readonly SqliteStatement _results;
    private readonly SqliteStatement _blobs;
    private readonly HashSet<Sha256Hash> _neededKeys = [];
    private long _resultCursor;

    /// <summary>Opens its connection.</summary>
    public RetentionPlanner(string path)
    {
        _connection = new SqliteConnection(path, readOnly: true);
        _tasks = _connection.Prepare("SELECT number, gamer, id, slice_count, (SELECT min(idx) FROM slices WHERE task = number), ended_at FROM tasks WHERE number > ?1 AND state >= 2 ORDER BY number LIMIT ?2");
        _attempts = _connection.Prepare("SELECT row, ended_at FROM attempts ORDER BY row LIMIT ?1");
        _needed = _connection.Prepare("SELECT s.key FROM tasks t JOIN slices s ON s.task = t.number WHERE t.state < 2 AND s.key IS NOT NULL");
        _results = _connection.Prepare("SELECT number, key, agreed_at FROM results WHERE number > ?1 ORDER BY number LIMIT ?2");
        _blobs = _connection.Prepare("""
            SELECT hash FROM blobs b WHERE stored_at < ?1
            AND NOT EXISTS (SELECT 1 FROM results r WHERE r.output_hash = b.hash AND r.data IS NULL)
            AND NOT EXISTS (SELECT 1 FROM slice_blobs s JOIN tasks t ON t.number = s.task WHERE s.hash = b.hash AND t.state < 2) LIMIT ?2
            """);
    }

    /// <summary>The next plan.</summary>
    /// <param name="endedBefore">Tasks and attempts that ended earlier go; Unix microseconds.</param>
    /// <param name="agreedBefore">Results that were agreed earlier go, unless a live task needs them.</param>
    /// <param name="storedBefore">Blobs that were stored earlier go, unless something names them.</param>
    public RetentionPlan Plan(long endedBefore, long agreedBefore, long storedBefore)
    {
        var plan = new RetentionPlan();
        PlanTasks(plan, endedBefore);
        PlanAttempts(plan, endedBefore);
        PlanResults(plan, agreedBefore);
        _blobs.Bind(1, storedBefore).Bind(2, MaxRows);
        while (_blobs.Step()) plan.Blobs.Add(_blobs.Hash(0));
        return plan;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void PlanTasks(RetentionPlan plan, long endedBefore)
    {
        var slices = 0;
        _tasks.Bind(1, 0L).Bind(2, MaxRows);
        while (_tasks.Step())
        {
            // A long-lived task between old ones waits for its time; those behind it are younger still.
            if (_tasks.Integer(5) >= endedBefore) break;
            var count = _tasks.SmallInteger(3);
            var first = _tasks.IsNull(4) ? count : _tasks.SmallInteger(4);
            var end = Math.Min(count, first + MaxSlices - slices);
            if (end > first) plan.Slices.Add((_tasks.Integer(0), first, end));
            slices += end - first;
            if (end < count) break;
            plan.Tasks.Add((_tasks.Integer(0), new AccountId(_tasks.Integer(1)), _tasks.Text(2)!));
        }

        _tasks.Reset();
    }

    private void PlanAttempts(RetentionPlan plan, long endedBefore)
    {
        _attempts.Bind(1, MaxRows);
        while (_attempts.Step() && _attempts.Integer(1) < endedBefore) plan.Attempts.Add(_attempts.Integer(0));
        _attempts.Reset();
    }

    /// <summary>Goes on where the last pass stopped, so that results which live tasks need don't hold it up; at the young end it starts again.</summary>
    private void PlanResults(RetentionPlan plan, long agreedBefore)
    {
        if (_resultCursor == 0) ReadNeeded();
        var seen = 0;
        var young = false;
        _results.Bind(1, _resultCursor).Bind(2, MaxRows);
        while (!young && _results.Step())
        {
            young = _results.Integer(2) >= agreedBefore;
            if (young) break;
            seen++;
            _resultCursor = _results.Integer(0);
            if (!_neededKeys.Contains(_results.Hash(1))) plan.Results.Add((_resultCursor, _results.Hash(1)));
        }

        _results.Reset();
        if (young || seen < MaxRows) _resultCursor = 0;
    }

    private void ReadNeeded()
    {
        _neededKeys.Clear();
        while (_needed.Step()) _neededKeys.Add(_needed.Hash(0));
    }
}
