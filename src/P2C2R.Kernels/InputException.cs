namespace P2C2R.Kernels;

/// <summary>An input document is wrong. The message is for its author: it names the field or line, the limit and the remedy.</summary>
public sealed class InputException : Exception
{
    /// <summary>With no message; the serializer's constructor.</summary>
    public InputException()
    {
    }

    /// <summary>With what is wrong and how to mend it.</summary>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong and what found it.</summary>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
