using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;

namespace P2C2R.Coordinator.Storage;

/// <summary>Writes what is about money and its owners: transfers, balances, holds, gamers and peers.</summary>
internal sealed class LedgerWriter(SqliteConnection connection)
{
    private readonly SqliteStatement _transfer = connection.Prepare("INSERT INTO transfers(id, ledger, debit_type, debit_owner, credit_type, credit_owner, amount, reason, task, reference, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    private readonly SqliteStatement _balance = connection.Prepare("INSERT INTO balances(type, ledger, owner, balance) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET balance = excluded.balance");
    private readonly SqliteStatement _hold = connection.Prepare("INSERT INTO holds(peer, ledger, release_at, amount) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET amount = excluded.amount");
    private readonly SqliteStatement _released = connection.Prepare("DELETE FROM holds WHERE peer = ?1 AND ledger = ?2 AND release_at = ?3");
    private readonly SqliteStatement _gamer = connection.Prepare("INSERT INTO gamers(id, name, token_hash, created_at, last_seen_at, tasks_submitted, tasks_completed, spent) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET name = excluded.name, token_hash = excluded.token_hash, last_seen_at = excluded.last_seen_at, tasks_submitted = excluded.tasks_submitted, tasks_completed = excluded.tasks_completed, spent = excluded.spent");
    private readonly SqliteStatement _peer = connection.Prepare("INSERT INTO peers(id, name, token_hash, created_at, last_seen_at, tasks_completed, earned, attempts_failed, attempts_disputed, connected_us, speeds) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO UPDATE SET name = excluded.name, token_hash = excluded.token_hash, last_seen_at = excluded.last_seen_at, tasks_completed = excluded.tasks_completed, earned = excluded.earned, attempts_failed = excluded.attempts_failed, attempts_disputed = excluded.attempts_disputed, connected_us = excluded.connected_us, speeds = excluded.speeds");

    /// <summary>Inserts a transfer.</summary>
    public void Write(TransferRow row) =>
        _transfer.Bind(1, row.Id).Bind(2, (long)row.Debit.Ledger).Bind(3, (long)row.Debit.Type).Bind(4, row.Debit.Owner).Bind(5, (long)row.Credit.Type)
            .Bind(6, row.Credit.Owner).Bind(7, row.Amount).Bind(8, (long)row.Reason).Bind(9, row.Task).Bind(10, row.Reference).Bind(11, row.At).Run();

    /// <summary>Inserts or replaces a balance.</summary>
    public void Write(BalanceRow row) =>
        _balance.Bind(1, (long)row.Account.Type).Bind(2, (long)row.Account.Ledger).Bind(3, row.Account.Owner).Bind(4, row.Balance).Run();

    /// <summary>Inserts, replaces or deletes a hold.</summary>
    public void Write(HoldRow row)
    {
        var statement = row.Amount == 0 ? _released : _hold;
        statement.Bind(1, row.Peer.Value).Bind(2, (long)row.Ledger).Bind(3, row.ReleaseAt);
        if (row.Amount != 0) statement.Bind(4, row.Amount);
        statement.Run();
    }

    /// <summary>Inserts or replaces an account holder.</summary>
    public void Write(AccountRow row)
    {
        if (row.Role == AccountRole.Gamer)
        {
            _gamer.Bind(1, row.Id.Value).Bind(2, row.Name).Bind(3, row.TokenHash).Bind(4, row.CreatedAt).Bind(5, row.LastSeenAt)
                .Bind(6, row.TasksSubmitted).Bind(7, row.TasksCompleted).Bind(8, row.Total.Value).Run();
            return;
        }

        _peer.Bind(1, row.Id.Value).Bind(2, row.Name).Bind(3, row.TokenHash).Bind(4, row.CreatedAt).Bind(5, row.LastSeenAt)
            .Bind(6, row.TasksCompleted).Bind(7, row.Total.Value).Bind(8, row.AttemptsFailed).Bind(9, row.AttemptsDisputed)
            .Bind(10, row.ConnectedMicroseconds).Bind(11, ListEncoding.Text(row.Speeds)).Run();
    }
}
