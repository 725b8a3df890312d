using P2C2R.Protocol;

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

    /// <summary>For <c>--help</c>.</summary>
    public const string Explanation = "Exit codes: 0 ok, 2 wrong option or input, 3 coordinator unreachable, 4 refused (funds, price, busy, id), 5 task failed, 6 deadline passed, 130 cancelled.";

    /// <summary>The code for an error.</summary>
    public static int Of(ErrorCode error) => error switch
    {
        ErrorCode.None => Done,
        ErrorCode.BadInput or ErrorCode.OutOfRange or ErrorCode.Malformed or ErrorCode.KindNotAvailable => BadInput,
        ErrorCode.Unreachable or ErrorCode.ShuttingDown => Unreachable,
        ErrorCode.BadToken or ErrorCode.LimitExceeded or ErrorCode.Busy or ErrorCode.InsufficientFunds or ErrorCode.PriceCapTooLow
            or ErrorCode.TaskIdReused or ErrorCode.NotFound or ErrorCode.QuotaExceeded or ErrorCode.BlobMissing => Refused,
        ErrorCode.DeadlineExceeded => DeadlineExceeded,
        ErrorCode.Cancelled => Cancelled,
        ErrorCode.Internal or ErrorCode.UnknownType or ErrorCode.HelloFirst or ErrorCode.SlowReader => Internal,
        _ => TaskFailed,
    };
}
