using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>Totals over all time in one row, kept up to date with each commit: counting a million tasks at a start would take seconds.</summary>
internal sealed class RunningTotals
{
    private readonly SqliteStatement _update;
    private long _accepted;
    private long _done;
    private long _failed;
    private long _cancelled;
    private long _cacheHits;
    private long _disputes;
    private long _failovers;
    private long _paid;
    private bool _changed;

    public RunningTotals(SqliteConnection connection)
    {
        _update = connection.Prepare("UPDATE totals SET accepted = ?1, done = ?2, failed = ?3, cancelled = ?4, cache_hits = ?5, disputes = ?6, failovers = ?7, attempts_paid = ?8 WHERE id = 1");
        using var read = connection.Prepare("SELECT accepted, done, failed, cancelled, cache_hits, disputes, failovers, attempts_paid FROM totals");
        if (!read.Step()) return;
        _accepted = read.Integer(0);
        _done = read.Integer(1);
        _failed = read.Integer(2);
        _cancelled = read.Integer(3);
        _cacheHits = read.Integer(4);
        _disputes = read.Integer(5);
        _failovers = read.Integer(6);
        _paid = read.Integer(7);
        read.Reset();
    }

    /// <summary>The totals as the core wants them. Hedges aren't stored as such.</summary>
    public GridTotals Value => new()
    {
        TasksAccepted = _accepted,
        TasksDone = _done,
        TasksFailed = _failed,
        TasksCancelled = _cancelled,
        CacheHits = _cacheHits,
        Disputes = _disputes,
        Failovers = _failovers,
        AttemptsPaid = _paid,
    };

    /// <summary>A task is new.</summary>
    public void CountAccepted()
    {
        _accepted++;
        _changed = true;
    }

    /// <summary>A task has ended.</summary>
    public void CountEnded(TaskRow row)
    {
        if (row.State == TaskState.Done) _done++;
        else if (row.State == TaskState.Failed) _failed++;
        else _cancelled++;
        _cacheHits += row.Cached;
        _changed = true;
    }

    /// <summary>An attempt has ended.</summary>
    public void Count(AttemptRow row)
    {
        if (row.State == AttemptState.Agreed) _paid++;
        else if (row.State == AttemptState.Disputed) _disputes++;
        else if (row.State is AttemptState.Failed or AttemptState.Expired) _failovers++;
        _changed = true;
    }

    /// <summary>Writes the row where something was counted.</summary>
    public void Write()
    {
        if (!_changed) return;
        _changed = false;
        _update.Bind(1, _accepted).Bind(2, _done).Bind(3, _failed).Bind(4, _cancelled).Bind(5, _cacheHits).Bind(6, _disputes).Bind(7, _failovers).Bind(8, _paid).Run();
    }
}
