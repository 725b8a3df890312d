using P2C2R.Coordinator.Sqlite;
using P2C2R.Grid;

namespace P2C2R.Tests.EndToEnd;

/// <summary>The books as they are on disk, added up again from every single transfer.</summary>
internal static class LedgerAudit
{
    private const string Moved = """
        SELECT type, ledger, owner, sum(amount) AS amount FROM (
            SELECT credit_type AS type, ledger, credit_owner AS owner, amount FROM transfers
            UNION ALL SELECT debit_type, ledger, debit_owner, -amount FROM transfers)
        GROUP BY type, ledger, owner
        """;

    /// <summary>Asserts that balances, escrows, costs and earnings follow from the transfers.</summary>
    public static void Check(string database)
    {
        using var db = new SqliteConnection(database, readOnly: true);
        Assert.Equal(0, db.QueryInt64("SELECT count(*) FROM transfers WHERE amount <= 0"));
        Assert.Equal(0, db.QueryInt64("SELECT count(*) FROM (SELECT ledger, sum(balance) AS s FROM (SELECT ledger, balance FROM balances UNION ALL SELECT ledger, escrow FROM tasks) GROUP BY ledger) WHERE s <> 0"));
        // Escrow accounts are kept with their tasks, all others among the balances.
        Assert.Equal(0, db.QueryInt64($"SELECT count(*) FROM ({Moved}) m LEFT JOIN balances b USING (type, ledger, owner) WHERE m.type <> {(int)AccountType.Escrow} AND m.amount <> coalesce(b.balance, 0)"));
        Assert.Equal(0, db.QueryInt64($"SELECT count(*) FROM balances b LEFT JOIN ({Moved}) m USING (type, ledger, owner) WHERE b.balance <> coalesce(m.amount, 0)"));
        Assert.Equal(0, db.QueryInt64($"SELECT count(*) FROM ({Moved}) m JOIN tasks t ON t.number = m.owner WHERE m.type = {(int)AccountType.Escrow} AND m.amount <> t.escrow"));
        Assert.Equal(0, db.QueryInt64("SELECT count(*) FROM tasks WHERE state >= 2 AND escrow <> 0"));
        Assert.Equal(0, db.QueryInt64($"SELECT count(*) FROM balances WHERE balance < 0 AND type NOT IN ({(int)AccountType.World}, {(int)AccountType.PromotionalPool})"));
        // What left a task's escrow for peers, fees and data is its cost.
        Assert.Equal(0, db.QueryInt64($"""
            SELECT count(*) FROM tasks t WHERE t.cost <> (SELECT coalesce(sum(amount), 0) FROM transfers
                WHERE debit_type = {(int)AccountType.Escrow} AND debit_owner = t.number AND reason IN ({(int)TransferReason.Pay}, {(int)TransferReason.Fee}, {(int)TransferReason.Data}))
            """));
        Assert.Equal(0, db.QueryInt64($"""
            SELECT count(*) FROM tasks t WHERE coalesce(t.data_cost, 0) <> (SELECT coalesce(sum(amount), 0) FROM transfers WHERE debit_owner = t.number AND reason = {(int)TransferReason.Data})
            """));
        Assert.Equal(0, db.QueryInt64("SELECT count(*) FROM (SELECT gamer, id FROM tasks GROUP BY gamer, id HAVING count(*) > 1)"));
        // No attempt is paid twice.
        Assert.Equal(0, db.QueryInt64($"SELECT count(*) FROM (SELECT reference FROM transfers WHERE reason = {(int)TransferReason.Pay} GROUP BY reference HAVING count(*) > 1)"));
    }
}
