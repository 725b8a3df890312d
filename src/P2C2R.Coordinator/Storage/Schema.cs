using P2C2R.Coordinator.Sqlite;

namespace P2C2R.Coordinator.Storage;

/// <summary>
/// The tables, as versioned migrations: a release only ever appends one. Times are Unix microseconds, money is nano-dollars,
/// hashes are 32-byte blobs, states are the numbers of the enums that the views at the end spell out.
/// </summary>
/// <remarks>
/// Tasks, slices, results, attempts and transfers are appended in the order of their numbers, so a batch touches few pages
/// however much is stored. What is looked up by hash goes through <see cref="RecentIndex"/> for the same reason.
/// </remarks>
internal static class Schema
{
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;
        INSERT INTO meta VALUES ('epoch', 0), ('last_task', 0), ('last_account', 0), ('tasks_indexed', 0), ('results_indexed', 0);

        CREATE TABLE totals(id INTEGER PRIMARY KEY, accepted INTEGER NOT NULL, done INTEGER NOT NULL, failed INTEGER NOT NULL, cancelled INTEGER NOT NULL,
            cache_hits INTEGER NOT NULL, disputes INTEGER NOT NULL, failovers INTEGER NOT NULL, attempts_paid INTEGER NOT NULL);
        INSERT INTO totals VALUES (1, 0, 0, 0, 0, 0, 0, 0, 0);

        CREATE TABLE gamers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, token_hash BLOB NOT NULL, created_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
            tasks_submitted INTEGER NOT NULL, tasks_completed INTEGER NOT NULL, spent INTEGER NOT NULL);
        CREATE TABLE peers(id INTEGER PRIMARY KEY, name TEXT NOT NULL, token_hash BLOB NOT NULL, created_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL,
            tasks_completed INTEGER NOT NULL, earned INTEGER NOT NULL, attempts_failed INTEGER NOT NULL, attempts_disputed INTEGER NOT NULL,
            connected_us INTEGER NOT NULL, speeds TEXT NOT NULL);

        CREATE TABLE balances(type INTEGER, ledger INTEGER, owner INTEGER, balance INTEGER NOT NULL, PRIMARY KEY (type, ledger, owner)) WITHOUT ROWID;
        CREATE TABLE holds(peer INTEGER, ledger INTEGER, release_at INTEGER, amount INTEGER NOT NULL, PRIMARY KEY (peer, ledger, release_at)) WITHOUT ROWID;
        CREATE TABLE transfers(id INTEGER PRIMARY KEY, ledger INTEGER NOT NULL, debit_type INTEGER NOT NULL, debit_owner INTEGER NOT NULL,
            credit_type INTEGER NOT NULL, credit_owner INTEGER NOT NULL, amount INTEGER NOT NULL, reason INTEGER NOT NULL, task INTEGER NOT NULL,
            reference TEXT, at INTEGER NOT NULL);
        CREATE UNIQUE INDEX transfers_deposits ON transfers(reference) WHERE reason = 0;

        CREATE TABLE tasks(number INTEGER PRIMARY KEY, gamer INTEGER NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL,
            priority INTEGER NOT NULL, replicas INTEGER NOT NULL, deadline INTEGER, memory_bytes INTEGER NOT NULL, gpu INTEGER NOT NULL, peers TEXT,
            slice_count INTEGER NOT NULL, slices_received INTEGER NOT NULL, max_units INTEGER NOT NULL, digest BLOB NOT NULL, state INTEGER NOT NULL,
            error INTEGER NOT NULL, message TEXT, ledger INTEGER NOT NULL, escrow INTEGER NOT NULL, cost INTEGER NOT NULL, agreed INTEGER NOT NULL,
            cached INTEGER NOT NULL, attempts INTEGER NOT NULL, units INTEGER NOT NULL, compute_ms REAL NOT NULL, submitted_at INTEGER NOT NULL, ended_at INTEGER);
        CREATE INDEX tasks_live ON tasks(number) WHERE state < 2;
        CREATE INDEX tasks_by_gamer ON tasks(gamer);
        CREATE TABLE tasks_by_id(hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID;

        CREATE TABLE slices(task INTEGER, idx INTEGER, input BLOB NOT NULL, input_hash BLOB NOT NULL, blobs BLOB, depends_on BLOB,
            expected_units INTEGER NOT NULL, max_units INTEGER NOT NULL, deliver INTEGER NOT NULL, key BLOB, output BLOB, PRIMARY KEY (task, idx)) WITHOUT ROWID;
        CREATE TABLE slice_blobs(hash BLOB, task INTEGER, PRIMARY KEY (hash, task)) WITHOUT ROWID;
        CREATE INDEX slice_blobs_by_task ON slice_blobs(task);

        CREATE TABLE results(number INTEGER PRIMARY KEY, key BLOB NOT NULL, kind TEXT NOT NULL, version INTEGER NOT NULL, output_hash BLOB NOT NULL,
            length INTEGER NOT NULL, data BLOB, units INTEGER NOT NULL, replicas INTEGER NOT NULL, payer INTEGER NOT NULL, compute_ms REAL NOT NULL,
            agreed_at INTEGER NOT NULL);
        CREATE INDEX results_blobs ON results(output_hash) WHERE data IS NULL;
        CREATE TABLE results_by_key(hash INTEGER, number INTEGER, PRIMARY KEY (hash, number)) WITHOUT ROWID;

        CREATE TABLE attempts(row INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, number INTEGER NOT NULL, key BLOB NOT NULL, peer INTEGER NOT NULL,
            task INTEGER NOT NULL, state INTEGER NOT NULL, code INTEGER NOT NULL, reason TEXT, output_hash BLOB NOT NULL, units INTEGER NOT NULL,
            earned INTEGER NOT NULL, ledger INTEGER NOT NULL, leased_at INTEGER NOT NULL, ended_at INTEGER NOT NULL);
        CREATE INDEX attempts_failed ON attempts(key) WHERE state IN (3, 4, 5);

        CREATE TABLE blobs(hash BLOB PRIMARY KEY, length INTEGER NOT NULL, stored_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE blob_owners(owner INTEGER, hash BLOB, length INTEGER NOT NULL, uploaded_at INTEGER NOT NULL, PRIMARY KEY (owner, hash)) WITHOUT ROWID;
        CREATE INDEX blob_owners_by_hash ON blob_owners(hash);
        CREATE TABLE traffic(account INTEGER PRIMARY KEY, bytes_in INTEGER NOT NULL, bytes_out INTEGER NOT NULL);

        CREATE VIEW task_list AS SELECT t.number, g.name AS gamer, t.id, t.kind, t.version,
            CASE t.state WHEN 0 THEN 'admitting' WHEN 1 THEN 'running' WHEN 2 THEN 'done' WHEN 3 THEN 'failed' ELSE 'cancelled' END AS status,
            t.agreed || '/' || t.slice_count AS slices, t.cost / 1e9 AS dollars, datetime(t.submitted_at / 1000000, 'unixepoch') AS submitted,
            datetime(t.ended_at / 1000000, 'unixepoch') AS ended, t.message FROM tasks t LEFT JOIN gamers g ON g.id = t.gamer;
        CREATE VIEW transfer_list AS SELECT id, CASE ledger WHEN 0 THEN 'usd' ELSE 'promotional' END AS ledger, debit_type, debit_owner, credit_type, credit_owner,
            amount / 1e9 AS dollars, CASE reason WHEN 0 THEN 'deposit' WHEN 1 THEN 'grant' WHEN 2 THEN 'escrow' WHEN 3 THEN 'pay' WHEN 4 THEN 'fee'
            WHEN 5 THEN 'refund' WHEN 6 THEN 'release' ELSE 'capital' END AS reason, task, reference, datetime(at / 1000000, 'unixepoch') AS at FROM transfers;
        """,
        // NULL for tasks without blobs and big outputs, which most are.
        """
        ALTER TABLE tasks ADD COLUMN max_data_bytes INTEGER;
        ALTER TABLE tasks ADD COLUMN data_bytes INTEGER;
        ALTER TABLE tasks ADD COLUMN data_cost INTEGER;
        DROP VIEW transfer_list;
        CREATE VIEW transfer_list AS SELECT id, CASE ledger WHEN 0 THEN 'usd' ELSE 'promotional' END AS ledger, debit_type, debit_owner, credit_type, credit_owner,
            amount / 1e9 AS dollars, CASE reason WHEN 0 THEN 'deposit' WHEN 1 THEN 'grant' WHEN 2 THEN 'escrow' WHEN 3 THEN 'pay' WHEN 4 THEN 'fee'
            WHEN 5 THEN 'refund' WHEN 6 THEN 'release' WHEN 7 THEN 'capital' ELSE 'data' END AS reason, task, reference,
            datetime(at / 1000000, 'unixepoch') AS at FROM transfers;
        """,
    ];

    /// <summary>The version that this release writes.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Brings a database to this release's version, each step in a transaction of its own.</summary>
    /// <exception cref="SqliteException">It can't be read or written.</exception>
    /// <exception cref="InvalidDataException">A newer release wrote it.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var version = (int)connection.QueryInt64("PRAGMA user_version");
        if (version > Version)
        {
            throw new InvalidDataException($"the database has version {version}, this release knows versions up to {Version}: start the release that wrote it, or a newer one");
        }

        for (; version < Version; version++)
        {
            connection.Execute("BEGIN IMMEDIATE");
            try
            {
                connection.Execute(Migrations[version]);
                connection.Execute($"PRAGMA user_version = {version + 1}");
                connection.Execute("COMMIT");
            }
            finally
            {
                connection.Rollback();
            }
        }
    }
}
