namespace P2C2R.Grid;

/// <summary>Names one connection, from its hello to its end. Given out by the shell, never reused within an epoch.</summary>
/// <param name="Value">1 or more; 0 means none.</param>
public readonly record struct SessionId(long Value)
{
    /// <summary>No connection.</summary>
    public static readonly SessionId None;
}
