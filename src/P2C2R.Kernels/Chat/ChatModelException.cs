using P2C2R.Protocol;

namespace P2C2R.Kernels.Chat;

/// <summary>A language model gave no usable answer. The message goes to strangers: it never holds an address, a key or what the model's program said.</summary>
public sealed class ChatModelException : Exception
{
    /// <summary>With no message; the serializer's constructor.</summary>
    public ChatModelException()
    {
    }

    /// <summary>With a reason.</summary>
    public ChatModelException(string message)
        : base(message)
    {
    }

    /// <summary>With a reason and what found it.</summary>
    public ChatModelException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With a code and a reason.</summary>
    public ChatModelException(ErrorCode code, string message)
        : base(message) => Code = code;

    /// <summary><see cref="ErrorCode.EndpointFailed"/> or <see cref="ErrorCode.TimedOut"/>.</summary>
    public ErrorCode Code { get; } = ErrorCode.EndpointFailed;
}
