namespace P2C2R.Kernels.Documents;

/// <summary>Goes through a text file line by line; CR LF and LF both end one, a last line may have no end.</summary>
/// <param name="text">The file's bytes.</param>
/// <param name="file">Its name, for messages.</param>
internal ref struct TextLines(ReadOnlySpan<byte> text, string file)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>The current line without its end.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Its number, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Goes to the next line.</summary>
    public bool MoveNext()
    {
        Number++;
        Current = default;
        if (_rest.IsEmpty) return false;
        var end = _rest.IndexOf((byte)'\n');
        Current = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        if (Current is [.., (byte)'\r']) Current = Current[..^1];
        return true;
    }

    /// <summary>An error in the current line.</summary>
    public readonly InputException Wrong(string message, int column = 1) => new($"{file}, line {Number}, column {column}: {message}");
}
