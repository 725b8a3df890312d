namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Something in a clause of a rule is wrong; who knows the file and the line makes an <see cref="InputException"/> of it.</summary>
internal sealed class ClauseException : Exception
{
    /// <summary>With no message; the serializer's constructor.</summary>
    public ClauseException()
    {
    }

    /// <summary>With what is wrong.</summary>
    public ClauseException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong and what found it.</summary>
    public ClauseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>With what is wrong and where.</summary>
    /// <param name="position">Characters of the clause before the place.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    public ClauseException(int position, string message)
        : base(message) => Position = position;

    /// <summary>Characters of the clause before the place.</summary>
    public int Position { get; }
}
