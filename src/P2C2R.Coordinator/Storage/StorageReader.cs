using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>Answers questions that need no state, beside the loop: a read-only connection that sees what is committed. Safe for any thread.</summary>
internal sealed class StorageReader : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _tasks;
    private readonly SqliteStatement _task;
    private readonly SqliteStatement _slices;
    private readonly SqliteStatement _slice;
    private readonly SqliteStatement _indexed;
    private readonly SqliteStatement _numbered;
    private readonly RecentResults _recent;
    private readonly SqliteStatement _owned;
    private readonly SqliteStatement _quota;
    private readonly SqliteStatement _stored;
    private readonly SqliteStatement _sums;

    /// <summary>Opens the connection; the database must be there.</summary>
    public StorageReader(string path)
    {
        _connection = new SqliteConnection(path, readOnly: true);
        _tasks = _connection.Prepare($"SELECT {RowReader.TaskColumns} FROM tasks WHERE gamer = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3");
        _task = _connection.Prepare($"SELECT {RowReader.TaskColumns} FROM tasks WHERE gamer = ?1 AND id = ?2 ORDER BY number DESC LIMIT 1");
        _slices = _connection.Prepare("SELECT idx, key, output FROM slices WHERE task = ?1 AND idx >= ?2 AND deliver = 1 ORDER BY idx LIMIT ?3");
        _slice = _connection.Prepare("SELECT key, output FROM slices WHERE task = ?1 AND idx = ?2 AND deliver = 1 AND output IS NOT NULL");
        _indexed = _connection.Prepare($"SELECT {RowReader.ResultColumns} FROM results_by_key k JOIN results r ON r.number = k.number WHERE k.hash = ?1 AND r.key = ?2 AND r.output_hash = ?3 ORDER BY r.number DESC LIMIT 1");
        _numbered = _connection.Prepare($"SELECT {RowReader.ResultColumns} FROM results WHERE number = ?1");
        _recent = new RecentResults(_connection);
        _owned = _connection.Prepare("SELECT 1 FROM blob_owners WHERE owner = ?1 AND hash = ?2");
        _quota = _connection.Prepare("SELECT total(length) FROM blob_owners WHERE owner = ?1");
        _sums = _connection.Prepare("SELECT ledger, -sum(min(amount, 0)), sum(max(amount, 0)) FROM (SELECT ledger, balance AS amount FROM balances UNION ALL SELECT ledger, escrow FROM tasks WHERE state < 2) GROUP BY ledger");
        _stored = _connection.Prepare("SELECT count(*), total(length) FROM blobs");
    }

    /// <summary>A gamer's tasks, newest first.</summary>
    public List<TaskRow> ListTasks(AccountId gamer, long before, int most)
    {
        lock (_lock)
        {
            var tasks = new List<TaskRow>();
            _tasks.Bind(1, gamer.Value).Bind(2, before).Bind(3, most);
            while (_tasks.Step()) tasks.Add(RowReader.Task(_tasks));
            return tasks;
        }
    }

    /// <summary>A gamer's task, or null.</summary>
    public TaskRow? FindTask(AccountId gamer, string id)
    {
        lock (_lock)
        {
            _task.Bind(1, gamer.Value).Bind(2, id);
            if (!_task.Step()) return null;
            var task = RowReader.Task(_task);
            _task.Reset();
            return task;
        }
    }

    /// <summary>Results of a task's delivered slices from one on; a null result is not kept any more.</summary>
    public List<(int Slice, ResultRow? Result)> Outputs(long task, int first, int most)
    {
        lock (_lock)
        {
            var slices = new List<(int Slice, ResultId Result)>();
            _slices.Bind(1, task).Bind(2, first).Bind(3, most);
            while (_slices.Step()) slices.Add((_slices.SmallInteger(0), new ResultId(_slices.Hash(1), _slices.Hash(2))));
            return FindResults(slices);
        }
    }

    /// <summary>Results of certain slices of a task, those that are delivered and agreed; a null result is not kept any more.</summary>
    public List<(int Slice, ResultRow? Result)> Outputs(long task, IReadOnlyList<int> slices)
    {
        lock (_lock)
        {
            var agreed = new List<(int Slice, ResultId Result)>();
            foreach (var slice in slices)
            {
                _slice.Bind(1, task).Bind(2, slice);
                if (!_slice.Step()) continue;
                agreed.Add((slice, new ResultId(_slice.Hash(0), _slice.Hash(1))));
                _slice.Reset();
            }

            return FindResults(agreed);
        }
    }

    /// <summary>Whether this account has uploaded this blob.</summary>
    public bool Owns(AccountId account, Sha256Hash blob)
    {
        lock (_lock)
        {
            _owned.Bind(1, account.Value).Bind(2, blob);
            var found = _owned.Step();
            _owned.Reset();
            return found;
        }
    }

    /// <summary>Bytes that an account has stored.</summary>
    public long StoredBytes(AccountId account)
    {
        lock (_lock)
        {
            _quota.Bind(1, account.Value);
            _quota.Step();
            var bytes = (long)_quota.Real(0);
            _quota.Reset();
            return bytes;
        }
    }

    /// <summary>What accounts owe and what they own, escrow included, in each ledger: always the same.</summary>
    public (long Debits, long Credits)[] LedgerSums()
    {
        lock (_lock)
        {
            var sums = new (long, long)[2];
            while (_sums.Step()) sums[_sums.SmallInteger(0)] = (_sums.Integer(1), _sums.Integer(2));
            return sums;
        }
    }

    /// <summary>Number and bytes of all blobs.</summary>
    public (long Count, long Bytes) Blobs()
    {
        lock (_lock)
        {
            _stored.Step();
            var found = (_stored.Integer(0), (long)_stored.Real(1));
            _stored.Reset();
            return found;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock) _connection.Dispose();
    }

    private List<(int Slice, ResultRow? Result)> FindResults(List<(int Slice, ResultId Result)> slices)
    {
        // What the index lacks is known after this; whatever goes over to it from now on is found either way.
        _recent.Refresh();
        return slices.ConvertAll(s => (s.Slice, s.Result.Key.IsZero ? null : FindResult(s.Result)));
    }

    private ResultRow? FindResult(ResultId id)
    {
        if (_recent.Find(id) is { } number && Read(_numbered.Bind(1, number)) is { } recent) return recent;
        return Read(_indexed.Bind(1, IndexHash.Of(id.Key)).Bind(2, id.Key).Bind(3, id.Output));
    }

    private static ResultRow? Read(SqliteStatement statement)
    {
        if (!statement.Step()) return null;
        var row = RowReader.Result(statement);
        statement.Reset();
        return row;
    }
}
