namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>Text to tokens and back. Text is UTF-8; whatever bytes it has, decoding what was encoded gives them again.</summary>
/// <param name="vocabulary">The tokens.</param>
internal abstract class Tokenizer(Vocabulary vocabulary)
{
    /// <summary>The tokens.</summary>
    public Vocabulary Vocabulary => vocabulary;

    /// <summary>The token that sequences begin with, or -1.</summary>
    public required int Begin { get; init; }

    /// <summary>The token that ends a text, or -1.</summary>
    public required int End { get; init; }

    /// <summary>The token that ends a turn of a chat, or -1.</summary>
    public int EndOfTurn { get; init; } = -1;

    /// <summary>Encodes text in which the names of control tokens mean nothing.</summary>
    public void Encode(ReadOnlySpan<byte> text, List<int> tokens, CancellationToken cancellation = default)
    {
        if (!text.IsEmpty) EncodeText(text, tokens, cancellation);
    }

    /// <summary>Encodes text in which names of control tokens stand for these; for templates, not for what others say.</summary>
    public void EncodeWithMarks(ReadOnlySpan<byte> text, List<int> tokens, CancellationToken cancellation = default)
    {
        var start = 0;
        for (var at = 0; at < text.Length;)
        {
            var (mark, length) = FindMark(text[at..]);
            if (mark < 0)
            {
                at++;
                continue;
            }

            Encode(text[start..at], tokens, cancellation);
            tokens.Add(mark);
            start = at += length;
        }

        Encode(text[start..], tokens, cancellation);
    }

    /// <summary>Whether a control token's name is in a text.</summary>
    public bool HasMark(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (FindMark(text[at..]).Mark >= 0) return true;
        }

        return false;
    }

    /// <summary>The text of tokens that <see cref="Encode"/> made of a whole text.</summary>
    public abstract byte[] Decode(IReadOnlyList<int> tokens);

    /// <summary>The bytes that a token adds to a text.</summary>
    public abstract void DecodePart(int token, List<byte> text);

    /// <summary>Encodes text that isn't empty.</summary>
    protected abstract void EncodeText(ReadOnlySpan<byte> text, List<int> tokens, CancellationToken cancellation);

    private (int Mark, int Length) FindMark(ReadOnlySpan<byte> text)
    {
        // Names of marks are short; a file with long ones has them cut off here, and so they mean nothing.
        for (var length = Math.Min(Math.Min(vocabulary.LongestMark, 64), text.Length); length > 0; length--)
        {
            if (vocabulary.FindMark(text[..length]) is >= 0 and var mark) return (mark, length);
        }

        return (-1, 0);
    }
}
