using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;

namespace P2C2R.Coordinator.Storage;

/// <summary>Writes the rows of a batch inside an open transaction. One prepared statement for each thing that can happen to a row.</summary>
internal sealed class RowWriter
{
    private readonly SqliteStatement _insertSlice;
    private readonly SqliteStatement _agreeSlice;
    private readonly SqliteStatement _insertSliceBlob;
    private readonly SqliteStatement _insertResult;
    private readonly SqliteStatement _insertAttempt;
    private readonly TaskWriter _tasks;
    private readonly LedgerWriter _ledger;
    private readonly RecentIndex _resultsByKey;
    private readonly RunningTotals _totals;
    private readonly Dictionary<(long Task, int Index), ResultId> _agreed = [];
    private long _lastResult;

    public RowWriter(SqliteConnection connection, TaskWriter tasks, RecentIndex resultsByKey, RunningTotals totals)
    {
        _tasks = tasks;
        _totals = totals;
        _resultsByKey = resultsByKey;
        _ledger = new LedgerWriter(connection);
        _insertSlice = connection.Prepare("INSERT INTO slices(task, idx, input, input_hash, blobs, depends_on, expected_units, max_units, deliver, key, output) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
        _agreeSlice = connection.Prepare("UPDATE slices SET key = ?3, output = ?4 WHERE task = ?1 AND idx = ?2");
        _insertSliceBlob = connection.Prepare("INSERT OR IGNORE INTO slice_blobs(hash, task) VALUES (?1, ?2)");
        _insertResult = connection.Prepare("INSERT INTO results(number, key, kind, version, output_hash, length, data, units, replicas, payer, compute_ms, agreed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
        _insertAttempt = connection.Prepare("INSERT INTO attempts(epoch, number, key, peer, task, state, code, reason, output_hash, units, earned, ledger, leased_at, ended_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)");
        _lastResult = connection.QueryInt64("SELECT max(number) FROM results");
    }

    /// <summary>Writes all of a batch.</summary>
    /// <exception cref="SqliteException">A row was refused.</exception>
    public void Write(RowBatch rows)
    {
        foreach (var row in rows.Tasks) _tasks.Write(row);
        WriteSlices(rows);
        foreach (var row in rows.Results) Write(row);
        foreach (var row in rows.Attempts) Write(row);
        foreach (var row in rows.Transfers) _ledger.Write(row);
        foreach (var row in rows.Balances) _ledger.Write(row);
        foreach (var row in rows.Holds) _ledger.Write(row);
        foreach (var row in rows.Accounts) _ledger.Write(row);
        _totals.Write();
    }

    /// <summary>A slice that is inserted and agreed in one batch is written once.</summary>
    private void WriteSlices(RowBatch rows)
    {
        foreach (var row in rows.SlicesAgreed) _agreed[(row.Task, row.Index)] = row.Result;
        foreach (var row in rows.Slices)
        {
            var agreed = _agreed.Remove((row.Task, row.Index), out var result);
            Write(row, agreed ? result : null);
        }

        foreach (var ((task, index), result) in _agreed) _agreeSlice.Bind(1, task).Bind(2, index).Bind(3, result.Key).Bind(4, result.Output).Run();
        _agreed.Clear();
    }

    private void Write(SliceRow row, ResultId? result)
    {
        _insertSlice.Bind(1, row.Task).Bind(2, row.Index).Bind(3, row.Input.Span).Bind(4, row.InputHash);
        BindList(_insertSlice, 5, ListEncoding.Pack(row.Blobs));
        BindList(_insertSlice, 6, ListEncoding.Pack(row.DependsOn));
        _insertSlice.Bind(7, row.ExpectedUnits).Bind(8, row.MaxUnits).Bind(9, row.Deliver ? 1 : 0);
        if (result is { } agreed)
        {
            _insertSlice.Bind(10, agreed.Key).Bind(11, agreed.Output);
        }
        else
        {
            _insertSlice.BindNull(10);
            _insertSlice.BindNull(11);
        }

        _insertSlice.Run();
        foreach (var blob in row.Blobs) _insertSliceBlob.Bind(1, blob).Bind(2, row.Task).Run();
    }

    private void Write(ResultRow row)
    {
        var number = ++_lastResult;
        _insertResult.Bind(1, number).Bind(2, row.Key).Bind(3, row.Kernel.Kind).Bind(4, row.Kernel.Version).Bind(5, row.OutputHash).Bind(6, row.Length);
        if (row.Data is { } data) _insertResult.Bind(7, data.Span);
        else _insertResult.BindNull(7);
        _insertResult.Bind(8, row.Units).Bind(9, row.Replicas).Bind(10, row.Payer.Value).Bind(11, row.ComputeMs).Bind(12, row.AgreedAt).Run();
        _resultsByKey.Add(IndexHash.Of(row.Key), number);
    }

    private void Write(AttemptRow row)
    {
        _insertAttempt.Bind(1, row.Id.Epoch).Bind(2, row.Id.Number).Bind(3, row.Key).Bind(4, row.Peer.Value).Bind(5, row.Task).Bind(6, (long)row.State)
            .Bind(7, (long)row.Code).Bind(8, row.Reason).Bind(9, row.OutputHash).Bind(10, row.Units).Bind(11, row.Earned.Value)
            .Bind(12, (long)row.Ledger).Bind(13, row.LeasedAt).Bind(14, row.EndedAt).Run();
        _totals.Count(row);
    }

    private static void BindList(SqliteStatement statement, int index, byte[]? list)
    {
        if (list is null) statement.BindNull(index);
        else statement.Bind(index, (ReadOnlySpan<byte>)list);
    }
}
