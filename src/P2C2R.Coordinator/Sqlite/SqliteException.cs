namespace P2C2R.Coordinator.Sqlite;

/// <summary>SQLite refused something.</summary>
/// <param name="code">The extended result code.</param>
/// <param name="message">SQLite's words, and what we tried.</param>
public sealed class SqliteException(int code, string message) : Exception(message)
{
    /// <summary>The extended result code (https://sqlite.org/rescode.html).</summary>
    public int Code { get; } = code;

    /// <summary>What kind of trouble it is.</summary>
    public SqliteTrouble Trouble => (Code & 0xff) switch
    {
        5 or 6 => SqliteTrouble.Locked,
        8 or 14 => SqliteTrouble.NotWritable,
        10 => SqliteTrouble.InputOutput,
        11 or 26 => SqliteTrouble.Corrupt,
        13 => SqliteTrouble.DiskFull,
        _ => SqliteTrouble.Other,
    };
}
