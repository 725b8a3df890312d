using System.Runtime.InteropServices;

namespace P2C2R.Coordinator.Sqlite;

/// <summary>
/// The functions of SQLite's C interface (https://sqlite.org/c3ref/funclist.html) that we use. Bindings and columns are
/// called some ten million times a minute, never block and never call back, so they skip the collector's transition.
/// </summary>
internal static unsafe partial class SqliteNative
{
    /// <summary>The name that <see cref="SqliteLibrary"/> resolves.</summary>
    public const string Library = "e_sqlite3";

    public const int Ok = 0;
    public const int Row = 100;
    public const int Done = 101;
    public const int OpenReadOnly = 0x1;
    public const int OpenReadWrite = 0x2;
    public const int OpenCreate = 0x4;
    public const int OpenNoMutex = 0x8000;

    /// <summary>SQLite copies what is bound.</summary>
    public static readonly nint Transient = -1;

    [LibraryImport(Library)]
    public static partial int sqlite3_open_v2(byte* file, out nint db, int flags, byte* vfs);

    [LibraryImport(Library)]
    public static partial int sqlite3_close_v2(nint db);

    [LibraryImport(Library)]
    public static partial int sqlite3_exec(nint db, byte* sql, nint callback, nint argument, nint error);

    [LibraryImport(Library)]
    public static partial int sqlite3_busy_timeout(nint db, int milliseconds);

    [LibraryImport(Library)]
    public static partial int sqlite3_extended_result_codes(nint db, int on);

    [LibraryImport(Library)]
    public static partial int sqlite3_extended_errcode(nint db);

    [LibraryImport(Library)]
    public static partial nint sqlite3_errmsg(nint db);

    [LibraryImport(Library)]
    public static partial int sqlite3_get_autocommit(nint db);

    [LibraryImport(Library)]
    public static partial int sqlite3_changes(nint db);

    [LibraryImport(Library)]
    public static partial int sqlite3_prepare_v3(nint db, byte* sql, int length, uint flags, out nint statement, nint tail);

    [LibraryImport(Library)]
    public static partial int sqlite3_finalize(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_reset(nint statement);

    [LibraryImport(Library)]
    public static partial int sqlite3_wal_checkpoint_v2(nint db, nint schema, int mode, out int frames, out int done);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_int64(nint statement, int index, long value);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_double(nint statement, int index, double value);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_null(nint statement, int index);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_blob(nint statement, int index, byte* value, int length, nint destructor);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_bind_text(nint statement, int index, byte* value, int length, nint destructor);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial double sqlite3_column_double(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial byte* sqlite3_column_blob(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_column_bytes(nint statement, int column);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    public static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library)]
    public static partial nint sqlite3_vfs_find(byte* name);

    [LibraryImport(Library)]
    public static partial int sqlite3_vfs_register(nint vfs, int makeDefault);

    [LibraryImport(Library)]
    public static partial int sqlite3_vfs_unregister(nint vfs);
}
