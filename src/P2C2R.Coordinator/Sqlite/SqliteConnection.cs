using System.Runtime.InteropServices;
using System.Text;

namespace P2C2R.Coordinator.Sqlite;

/// <summary>A connection to one database file. Used by one thread at a time.</summary>
internal sealed unsafe class SqliteConnection : IDisposable
{
    private readonly List<SqliteStatement> _statements = [];
    private nint _handle;

    /// <summary>Opens a database, making it where it isn't there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="readOnly">Whether writing is refused.</param>
    /// <param name="vfs">Name of the file system layer to use; null for SQLite's own.</param>
    /// <exception cref="SqliteException">It can't be opened.</exception>
    public SqliteConnection(string path, bool readOnly = false, string? vfs = null)
    {
        var flags = SqliteNative.OpenNoMutex | (readOnly ? SqliteNative.OpenReadOnly : SqliteNative.OpenReadWrite | SqliteNative.OpenCreate);
        int code;
        fixed (byte* file = Utf8(path))
        fixed (byte* layer = vfs is null ? null : Utf8(vfs))
        {
            code = SqliteNative.sqlite3_open_v2(file, out _handle, flags, layer);
        }

        if (code != SqliteNative.Ok)
        {
            var error = Error(code, "open");
            Dispose();
            throw error;
        }

        Check(SqliteNative.sqlite3_extended_result_codes(_handle, 1), "open");
        Check(SqliteNative.sqlite3_busy_timeout(_handle, 2_000), "open");
    }

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => SqliteNative.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => SqliteNative.sqlite3_changes(_handle);

    /// <summary>Runs statements without parameters or results.</summary>
    /// <exception cref="SqliteException">One was refused.</exception>
    public void Execute(string sql)
    {
        fixed (byte* text = Utf8(sql)) Check(SqliteNative.sqlite3_exec(_handle, text, 0, 0, 0), sql);
    }

    /// <summary>Prepares a statement that lives as long as the connection.</summary>
    /// <exception cref="SqliteException">It isn't valid.</exception>
    public SqliteStatement Prepare(string sql)
    {
        const uint persistent = 1;
        nint statement;
        fixed (byte* text = Utf8(sql)) Check(SqliteNative.sqlite3_prepare_v3(_handle, text, -1, persistent, out statement, 0), sql);
        var made = new SqliteStatement(this, statement);
        _statements.Add(made);
        return made;
    }

    /// <summary>One number from a query without parameters; <paramref name="none"/> where there is no row or it is null.</summary>
    /// <exception cref="SqliteException">It was refused.</exception>
    public long QueryInt64(string sql, long none = 0)
    {
        using var statement = Prepare(sql);
        var value = statement.Step() && !statement.IsNull(0) ? statement.Integer(0) : none;
        _statements.Remove(statement);
        return value;
    }

    /// <summary>One text from a query without parameters, or null.</summary>
    /// <exception cref="SqliteException">It was refused.</exception>
    public string? QueryText(string sql)
    {
        using var statement = Prepare(sql);
        var value = statement.Step() ? statement.Text(0) : null;
        _statements.Remove(statement);
        return value;
    }

    /// <summary>
    /// Copies what it can from the log (WAL) to the database file without waiting for anybody; once all of it is copied, the
    /// next commit starts the log from its beginning.
    /// </summary>
    /// <returns>Pages in the log, and how many of them are copied.</returns>
    /// <exception cref="SqliteException">The disk failed.</exception>
    public (int Pages, int Copied) Checkpoint()
    {
        const int passive = 0;
        const int busy = 5;
        var code = SqliteNative.sqlite3_wal_checkpoint_v2(_handle, 0, passive, out var pages, out var copied);
        if ((code & 0xff) != busy) Check(code, "checkpoint");
        return (pages, copied);
    }

    /// <summary>Rolls back where a transaction is open; never throws.</summary>
    public void Rollback()
    {
        if (InTransaction)
        {
            fixed (byte* text = "ROLLBACK\0"u8) _ = SqliteNative.sqlite3_exec(_handle, text, 0, 0, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _statements.Clear();
        if (_handle != 0) _ = SqliteNative.sqlite3_close_v2(_handle);
        _handle = 0;
    }

    internal void Check(int code, string what)
    {
        if (code != SqliteNative.Ok) throw Error(code, what);
    }

    internal SqliteException Error(int code, string what)
    {
        var extended = _handle == 0 ? code : SqliteNative.sqlite3_extended_errcode(_handle);
        var text = _handle == 0 ? "out of memory" : Marshal.PtrToStringUTF8(SqliteNative.sqlite3_errmsg(_handle));
        return new SqliteException((extended & 0xff) == (code & 0xff) ? extended : code, $"{text} (SQLite code {code}, in: {(what.Length > 200 ? what[..200] : what)})");
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');
}
