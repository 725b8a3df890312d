using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Storage;

/// <summary>Reads the live part of what is stored. Its time depends on what is live, not on how much has ended.</summary>
internal static class SnapshotLoader
{
    /// <summary>Begins an epoch and reads what the core is built from, but for the totals.</summary>
    public static GridSnapshot Load(SqliteConnection connection, GridTotals totals, IArchive archive)
    {
        connection.Execute("UPDATE meta SET value = value + 1 WHERE key = 'epoch'");
        var live = Read(connection, $"SELECT {RowReader.TaskColumns} FROM tasks WHERE state < 2 ORDER BY number", RowReader.Task);
        var slices = Slices(connection, live);
        return new GridSnapshot
        {
            Epoch = (int)connection.QueryInt64("SELECT value FROM meta WHERE key = 'epoch'"),
            LastTask = LastTask(connection),
            LastAccount = Math.Max(connection.QueryInt64("SELECT max(id) FROM gamers"), connection.QueryInt64("SELECT max(id) FROM peers")),
            LastTransfer = connection.QueryInt64("SELECT max(id) FROM transfers"),
            Accounts = Accounts(connection),
            Balances = Read(connection, "SELECT type, ledger, owner, balance FROM balances ORDER BY type, ledger, owner", s => new BalanceRow
            {
                Account = new LedgerAccount((AccountType)s.SmallInteger(0), (LedgerKind)s.SmallInteger(1), s.Integer(2)),
                Balance = s.Integer(3),
            }),
            Holds = Read(connection, "SELECT peer, ledger, release_at, amount FROM holds ORDER BY release_at, peer, ledger", s => new HoldRow
            {
                Peer = new AccountId(s.Integer(0)),
                Ledger = (LedgerKind)s.SmallInteger(1),
                ReleaseAt = s.Integer(2),
                Amount = s.Integer(3),
            }),
            LiveTasks = live,
            LiveSlices = slices,
            FailedAttempts = FailedAttempts(connection, live, slices, archive),
            Totals = totals,
        };
    }

    /// <summary>The highest number that a task ever had; retention may have deleted it.</summary>
    public static long LastTask(SqliteConnection connection) =>
        Math.Max(connection.QueryInt64("SELECT max(number) FROM tasks"), connection.QueryInt64("SELECT value FROM meta WHERE key = 'last_task'"));

    private static List<AccountRow> Accounts(SqliteConnection connection)
    {
        var accounts = Read(connection, "SELECT id, name, token_hash, created_at, last_seen_at, tasks_submitted, tasks_completed, spent FROM gamers", s => new AccountRow
        {
            Id = new AccountId(s.Integer(0)),
            Role = AccountRole.Gamer,
            Name = s.Text(1)!,
            TokenHash = s.Hash(2),
            CreatedAt = s.Integer(3),
            LastSeenAt = s.Integer(4),
            TasksSubmitted = s.Integer(5),
            TasksCompleted = s.Integer(6),
            Total = new NanoDollars(s.Integer(7)),
        });
        accounts.AddRange(Read(connection, "SELECT id, name, token_hash, created_at, last_seen_at, tasks_completed, earned, attempts_failed, attempts_disputed, connected_us, speeds FROM peers", s => new AccountRow
        {
            Id = new AccountId(s.Integer(0)),
            Role = AccountRole.Peer,
            Name = s.Text(1)!,
            TokenHash = s.Hash(2),
            CreatedAt = s.Integer(3),
            LastSeenAt = s.Integer(4),
            TasksCompleted = s.Integer(5),
            Total = new NanoDollars(s.Integer(6)),
            AttemptsFailed = s.Integer(7),
            AttemptsDisputed = s.Integer(8),
            ConnectedMicroseconds = s.Integer(9),
            Speeds = ListEncoding.Speeds(s.Text(10)),
        }));
        accounts.Sort((a, b) => a.Id.CompareTo(b.Id));
        return accounts;
    }

    private static List<(SliceRow Slice, ResultId? Result)> Slices(SqliteConnection connection, List<TaskRow> live)
    {
        var slices = new List<(SliceRow, ResultId?)>();
        using var statement = connection.Prepare($"SELECT {RowReader.SliceColumns} FROM slices WHERE task = ?1 ORDER BY idx");
        foreach (var task in live)
        {
            statement.Bind(1, task.Number);
            while (statement.Step()) slices.Add(RowReader.Slice(statement));
        }

        return slices;
    }

    /// <summary>Failed attempts name their computation, so the keys of the slices that are still to be computed are made again.</summary>
    private static List<AttemptRow> FailedAttempts(SqliteConnection connection, List<TaskRow> live, List<(SliceRow Slice, ResultId? Result)> slices, IArchive archive)
    {
        var attempts = new List<AttemptRow>();
        if (connection.QueryInt64("SELECT EXISTS (SELECT 1 FROM attempts WHERE state IN (3, 4, 5))") == 0) return attempts;
        using var statement = connection.Prepare($"SELECT {RowReader.AttemptColumns} FROM attempts WHERE state IN (3, 4, 5) AND key = ?1 ORDER BY row");
        var keys = new HashSet<Sha256Hash>();
        var next = 0;
        foreach (var task in live)
        {
            var first = next;
            for (; next < slices.Count && slices[next].Slice.Task == task.Number; next++)
            {
                if (slices[next].Result is null && OpenKey(task, slices, first, slices[next].Slice, archive) is { } key) keys.Add(key);
            }
        }

        foreach (var key in keys)
        {
            statement.Bind(1, key);
            while (statement.Step()) attempts.Add(RowReader.Attempt(statement));
        }

        attempts.Sort((a, b) => a.Id.CompareTo(b.Id));
        return attempts;
    }

    private static Sha256Hash? OpenKey(TaskRow task, List<(SliceRow Slice, ResultId? Result)> slices, int first, SliceRow slice, IArchive archive)
    {
        var dependencies = new Sha256Hash[slice.DependsOn.Count];
        for (var i = 0; i < dependencies.Length; i++)
        {
            if (slices[first + slice.DependsOn[i]].Result is not { } result) return null;
            dependencies[i] = result.Output;
        }

        return SliceKey.Compute(task.Kernel, slice.MaxUnits, slice.InputHash, [.. slice.Blobs], dependencies);
    }

    private static List<T> Read<T>(SqliteConnection connection, string sql, Func<SqliteStatement, T> read)
    {
        var rows = new List<T>();
        using var statement = connection.Prepare(sql);
        while (statement.Step()) rows.Add(read(statement));
        return rows;
    }
}
