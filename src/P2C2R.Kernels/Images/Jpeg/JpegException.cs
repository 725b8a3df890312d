namespace P2C2R.Kernels.Images.Jpeg;

/// <summary>What is wrong with a JPEG, said where it is found; <see cref="JpegReader"/> adds the file's name.</summary>
internal sealed class JpegException : Exception
{
    /// <summary>With no message; the serializer's constructor.</summary>
    public JpegException()
    {
    }

    /// <summary>With what is wrong.</summary>
    public JpegException(string message)
        : base(message)
    {
    }

    /// <summary>With what is wrong and what found it.</summary>
    public JpegException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
