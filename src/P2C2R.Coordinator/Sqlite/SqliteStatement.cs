using System.Buffers;
using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Sqlite;

/// <summary>
/// A statement, prepared once and used again and again; parameters are numbered from 1, columns from 0, and nothing is
/// allocated for a row of numbers and hashes. After a query the statement must be reset, so that no read transaction stays open.
/// </summary>
internal sealed unsafe class SqliteStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private nint _handle;

    internal SqliteStatement(SqliteConnection connection, nint handle)
    {
        _connection = connection;
        _handle = handle;
    }

    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int index, long value)
    {
        Check(SqliteNative.sqlite3_bind_int64(_handle, index, value));
        return this;
    }

    /// <summary>Binds a number or null.</summary>
    public SqliteStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    /// <summary>Binds a floating-point number.</summary>
    public SqliteStatement Bind(int index, double value)
    {
        Check(SqliteNative.sqlite3_bind_double(_handle, index, value));
        return this;
    }

    /// <summary>Binds null.</summary>
    public SqliteStatement BindNull(int index)
    {
        Check(SqliteNative.sqlite3_bind_null(_handle, index));
        return this;
    }

    /// <summary>Binds 32 bytes.</summary>
    public SqliteStatement Bind(int index, Sha256Hash value)
    {
        Span<byte> bytes = stackalloc byte[Sha256Hash.Size];
        value.CopyTo(bytes);
        return Bind(index, (ReadOnlySpan<byte>)bytes);
    }

    /// <summary>Binds bytes, which are copied.</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        // A null pointer would bind null where no bytes are meant.
        byte none = 0;
        fixed (byte* bytes = value) Check(SqliteNative.sqlite3_bind_blob(_handle, index, bytes is null ? &none : bytes, value.Length, SqliteNative.Transient));
        return this;
    }

    /// <summary>Binds text, or null.</summary>
    public SqliteStatement Bind(int index, string? value)
    {
        if (value is null) return BindNull(index);
        var size = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = size <= 512 ? null : ArrayPool<byte>.Shared.Rent(size);
        var buffer = rented is null ? stackalloc byte[512] : rented;
        var length = Encoding.UTF8.GetBytes(value, buffer);
        fixed (byte* bytes = buffer) Check(SqliteNative.sqlite3_bind_text(_handle, index, bytes, length, SqliteNative.Transient));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>The next row; false at the end, and the statement is reset.</summary>
    /// <exception cref="SqliteException">It failed; the statement is reset.</exception>
    public bool Step()
    {
        var code = SqliteNative.sqlite3_step(_handle);
        if (code == SqliteNative.Row) return true;
        if (code == SqliteNative.Done)
        {
            _ = SqliteNative.sqlite3_reset(_handle);
            return false;
        }

        var error = _connection.Error(code, "step");
        _ = SqliteNative.sqlite3_reset(_handle);
        throw error;
    }

    /// <summary>Runs a statement that has no rows.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Run() => Step();

    /// <summary>Ends a query before its last row.</summary>
    public void Reset() => _ = SqliteNative.sqlite3_reset(_handle);

    /// <summary>A number; 0 for null.</summary>
    public long Integer(int column) => SqliteNative.sqlite3_column_int64(_handle, column);

    /// <summary>A small number.</summary>
    public int SmallInteger(int column) => checked((int)Integer(column));

    /// <summary>A floating-point number.</summary>
    public double Real(int column) => SqliteNative.sqlite3_column_double(_handle, column);

    /// <summary>Whether a column is null.</summary>
    public bool IsNull(int column)
    {
        const int none = 5;
        return SqliteNative.sqlite3_column_type(_handle, column) == none;
    }

    /// <summary>Bytes, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        var bytes = SqliteNative.sqlite3_column_blob(_handle, column);
        return new ReadOnlySpan<byte>(bytes, SqliteNative.sqlite3_column_bytes(_handle, column));
    }

    /// <summary>A hash; zero for null.</summary>
    public Sha256Hash Hash(int column)
    {
        var bytes = Bytes(column);
        return bytes.Length == Sha256Hash.Size ? new Sha256Hash(bytes) : default;
    }

    /// <summary>Text, or null.</summary>
    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0) _ = SqliteNative.sqlite3_finalize(_handle);
        _handle = 0;
    }

    private void Check(int code) => _connection.Check(code, "bind");
}
