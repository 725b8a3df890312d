using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>The loop's reads, through the writer's connection between two commits.</summary>
internal sealed class Archive(SqliteConnection connection, RecentIndex tasksById, RecentIndex resultsByKey) : IArchive
{
    private readonly SqliteStatement _task = connection.Prepare($"SELECT {RowReader.TaskColumns} FROM tasks WHERE number = ?1");
    private readonly SqliteStatement _result = connection.Prepare($"SELECT {RowReader.ResultColumns} FROM results WHERE number = ?1");
    private readonly SqliteStatement _exactResult = connection.Prepare($"SELECT {RowReader.ResultColumns} FROM results_by_key k JOIN results r ON r.number = k.number WHERE k.hash = ?1 AND r.key = ?2 AND r.output_hash = ?3 ORDER BY r.number DESC LIMIT 1");
    private readonly SqliteStatement _slice = connection.Prepare($"SELECT {RowReader.SliceColumns} FROM slices WHERE task = ?1 AND idx = ?2");
    private readonly SqliteStatement _blob = connection.Prepare("SELECT length FROM blob_owners WHERE owner = ?1 AND hash = ?2");
    private readonly SqliteStatement _deposit = connection.Prepare("SELECT 1 FROM transfers WHERE reference = ?1 AND reason = 0");
    private readonly List<long> _numbers = [];

    /// <inheritdoc/>
    public TaskRow? FindTask(AccountId gamer, string id)
    {
        if (id.Length > Limits.MaxTaskIdLength) return null;
        _numbers.Clear();
        tasksById.Find(IndexHash.Of(gamer, id), _numbers);
        foreach (var number in _numbers)
        {
            _task.Bind(1, number);
            if (!_task.Step()) continue;
            var found = RowReader.Task(_task);
            _task.Reset();
            if (found.Gamer == gamer && found.Id == id) return found;
        }

        return null;
    }

    /// <inheritdoc/>
    public ResultRow? FindResult(Sha256Hash key) => FindResult(key, null);

    /// <inheritdoc/>
    public ResultRow? FindResult(ResultId id)
    {
        // Nearly always the newest ones have the same output; the index gives only some of them.
        if (FindResult(id.Key, id.Output) is { } recent) return recent;
        _exactResult.Bind(1, IndexHash.Of(id.Key)).Bind(2, id.Key).Bind(3, id.Output);
        if (!_exactResult.Step()) return null;
        var found = RowReader.Result(_exactResult);
        _exactResult.Reset();
        return found;
    }

    private ResultRow? FindResult(Sha256Hash key, Sha256Hash? output)
    {
        _numbers.Clear();
        resultsByKey.Find(IndexHash.Of(key), _numbers);
        foreach (var number in _numbers)
        {
            _result.Bind(1, number);
            if (!_result.Step()) continue;
            var found = RowReader.Result(_result);
            _result.Reset();
            if (found.Key == key && (output is null || found.OutputHash == output)) return found;
        }

        return null;
    }

    /// <inheritdoc/>
    public (SliceRow Slice, ResultId? Result)? FindSlice(long task, int index)
    {
        _slice.Bind(1, task).Bind(2, index);
        if (!_slice.Step()) return null;
        var found = RowReader.Slice(_slice);
        _slice.Reset();
        return found;
    }

    /// <inheritdoc/>
    public long? FindBlob(AccountId owner, Sha256Hash hash)
    {
        _blob.Bind(1, owner.Value).Bind(2, hash);
        if (!_blob.Step()) return null;
        var length = _blob.Integer(0);
        _blob.Reset();
        return length;
    }

    /// <inheritdoc/>
    public bool HasDeposit(string reference)
    {
        _deposit.Bind(1, reference);
        var found = _deposit.Step();
        if (found) _deposit.Reset();
        return found;
    }
}
