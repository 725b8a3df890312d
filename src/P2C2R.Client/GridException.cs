using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>
/// A request that has no outcome to return: the coordinator can't be reached, or refused the connection or the question.
/// What becomes of a task is a <see cref="TaskOutcome"/>, not an exception.
/// </summary>
public sealed class GridException : Exception
{
    /// <summary>With nothing said; the serializer's constructor.</summary>
    public GridException()
        : this(ErrorCode.Internal, "the request failed")
    {
    }

    /// <summary>With a message only.</summary>
    public GridException(string message)
        : this(ErrorCode.Internal, message)
    {
    }

    /// <summary>With a message and what caused it.</summary>
    public GridException(string message, Exception innerException)
        : base(message, innerException) => Code = ErrorCode.Internal;

    /// <summary>With what went wrong, and what to do about it.</summary>
    public GridException(ErrorCode code, string message)
        : base(message) => Code = code;

    /// <summary>What went wrong.</summary>
    public ErrorCode Code { get; }
}
