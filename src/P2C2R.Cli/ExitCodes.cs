namespace P2C2R.Cli;

/// <summary>What the process returns; documented in <c>--help</c> and docs/operations.md, never changed.</summary>
internal static class ExitCodes
{
    /// <summary>It did what was asked.</summary>
    public const int Done = 0;

    /// <summary>Something in the program failed.</summary>
    public const int Internal = 1;

    /// <summary>An option or an input document is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>The coordinator can't be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>The coordinator refused: funds, price, busy, a reused id, no such task.</summary>
    public const int Refused = 4;

    /// <summary>The task ended without a result.</summary>
    public const int TaskFailed = 5;

    /// <summary>The deadline passed.</summary>
    public const int DeadlineExceeded = 6;

    /// <summary>Cancelled, by Ctrl-C or by its gamer.</summary>
    public const int Cancelled = 130;
}
