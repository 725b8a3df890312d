using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>Writes tasks. Knows which are live, so that a new task is inserted whole and a live one updated where it can change.</summary>
internal sealed class TaskWriter
{
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _update;
    private readonly SqliteStatement _updateData;
    private readonly RecentIndex _tasksById;
    private readonly RunningTotals _totals;
    private readonly HashSet<long> _live = [];
    private long _lastTask;

    /// <summary>A writer that starts with the tasks that are live.</summary>
    public TaskWriter(SqliteConnection connection, RecentIndex tasksById, RunningTotals totals, long lastTask, IEnumerable<TaskRow> live)
    {
        _tasksById = tasksById;
        _totals = totals;
        _lastTask = lastTask;
        foreach (var task in live) _live.Add(task.Number);
        _insert = connection.Prepare("INSERT INTO tasks(number, gamer, id, kind, version, priority, replicas, deadline, memory_bytes, gpu, peers, slice_count, slices_received, max_units, digest, state, error, message, ledger, escrow, cost, agreed, cached, attempts, units, compute_ms, submitted_at, ended_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)");
        _update = connection.Prepare("UPDATE tasks SET slices_received = ?2, state = ?3, error = ?4, message = ?5, escrow = ?6, cost = ?7, agreed = ?8, cached = ?9, attempts = ?10, units = ?11, compute_ms = ?12, ended_at = ?13 WHERE number = ?1");
        _updateData = connection.Prepare("UPDATE tasks SET max_data_bytes = ?2, data_bytes = ?3, data_cost = ?4 WHERE number = ?1");
    }

    /// <summary>Inserts or updates a task.</summary>
    public void Write(TaskRow row)
    {
        var isNew = row.Number > _lastTask;
        if (isNew) Insert(row);
        else Update(row);
        if (row.MaxDataBytes != 0 || row.DataBytes != 0) UpdateData(row);
        var ended = row.State >= TaskState.Done;
        if (isNew)
        {
            _lastTask = row.Number;
            _totals.CountAccepted();
        }

        if (ended && (_live.Remove(row.Number) || isNew)) _totals.CountEnded(row);
        else if (isNew) _live.Add(row.Number);
    }

    private void Insert(TaskRow row)
    {
        _insert.Bind(1, row.Number).Bind(2, row.Gamer.Value).Bind(3, row.Id).Bind(4, row.Kernel.Kind).Bind(5, row.Kernel.Version)
            .Bind(6, (long)row.Priority).Bind(7, row.Replicas).Bind(8, row.Deadline).Bind(9, row.MemoryBytes).Bind(10, row.Gpu ? 1 : 0)
            .Bind(11, ListEncoding.Text(row.Peers)).Bind(12, row.SliceCount).Bind(13, row.SlicesReceived).Bind(14, row.MaxUnits)
            .Bind(15, row.Digest).Bind(16, (long)row.State).Bind(17, (long)row.Error).Bind(18, row.Message).Bind(19, (long)row.Ledger)
            .Bind(20, row.Escrow.Value).Bind(21, row.Cost.Value).Bind(22, row.Agreed).Bind(23, row.Cached).Bind(24, row.Attempts)
            .Bind(25, row.Units).Bind(26, row.ComputeMs).Bind(27, row.SubmittedAt).Bind(28, row.EndedAt).Run();
        _tasksById.Add(IndexHash.Of(row.Gamer, row.Id), row.Number);
    }

    private void Update(TaskRow row) =>
        _update.Bind(1, row.Number).Bind(2, row.SlicesReceived).Bind(3, (long)row.State).Bind(4, (long)row.Error).Bind(5, row.Message)
            .Bind(6, row.Escrow.Value).Bind(7, row.Cost.Value).Bind(8, row.Agreed).Bind(9, row.Cached).Bind(10, row.Attempts)
            .Bind(11, row.Units).Bind(12, row.ComputeMs).Bind(13, row.EndedAt).Run();

    /// <summary>A statement of its own, so that tasks without data, which most are, cost nothing more.</summary>
    private void UpdateData(TaskRow row) =>
        _updateData.Bind(1, row.Number).Bind(2, row.MaxDataBytes).Bind(3, row.DataBytes).Bind(4, row.DataCost.Value).Run();
}
