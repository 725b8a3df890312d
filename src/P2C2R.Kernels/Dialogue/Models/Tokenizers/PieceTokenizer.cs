using System.Text;

namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>
/// SentencePiece's byte-pair encoding (Kudo and Richardson, 2018) as Llama 1 and 2 use it: characters are merged to the neighbours of the highest
/// score; a character without a token becomes its bytes.
/// </summary>
internal sealed class PieceTokenizer : Tokenizer
{
    private const int Values = 256;

    private readonly float[] _scores;
    private readonly byte[] _space;
    private readonly bool _addsSpace;
    private readonly int[] _bytes = new int[Values];
    private readonly short[] _values;

    /// <summary>Finds the bytes' tokens.</summary>
    /// <param name="vocabulary">The tokens.</param>
    /// <param name="scores">A score for each.</param>
    /// <param name="space">What stands for a space in names.</param>
    /// <param name="addsSpace">Whether a text gets a space before it.</param>
    /// <exception cref="InputException">There is no token for a byte.</exception>
    public PieceTokenizer(Vocabulary vocabulary, float[] scores, byte[] space, bool addsSpace)
        : base(vocabulary)
    {
        (_scores, _space, _addsSpace) = (scores, space, addsSpace);
        _values = new short[vocabulary.Count];
        Array.Fill(_values, (short)-1);
        Array.Fill(_bytes, -1);
        for (var token = vocabulary.Count - 1; token >= 0; token--)
        {
            if (vocabulary.Kind(token) != TokenKind.Byte || ReadByte(vocabulary.Name(token)) is not { } value) continue;
            _bytes[value] = token;
            _values[token] = value;
        }

        var missing = Array.IndexOf(_bytes, -1);
        if (missing >= 0) throw new InputException($"the tokenizer has no token <0x{missing:X2}>: a byte of a character that it doesn't know could not be written");
    }

    /// <inheritdoc/>
    public override byte[] Decode(IReadOnlyList<int> tokens)
    {
        var text = new List<byte>();
        foreach (var token in tokens) DecodePart(token, text);
        if (_addsSpace && text is [(byte)' ', ..]) text.RemoveAt(0);
        return [.. text];
    }

    /// <inheritdoc/>
    public override void DecodePart(int token, List<byte> text)
    {
        if (_values[token] >= 0) text.Add((byte)_values[token]);
        if (Vocabulary.Kind(token) is not (TokenKind.Text or TokenKind.Whole)) return;
        var name = Vocabulary.Name(token);
        while (!name.IsEmpty)
        {
            var isSpace = name.StartsWith(_space);
            text.Add(isSpace ? (byte)' ' : name[0]);
            name = name[(isSpace ? _space.Length : 1)..];
        }
    }

    /// <inheritdoc/>
    protected override void EncodeText(ReadOnlySpan<byte> text, List<int> tokens, CancellationToken cancellation)
    {
        var spaced = PutSpaces(text);
        var lengths = new List<int>();
        for (var at = 0; at < spaced.Length; at += lengths[^1])
        {
            // What isn't UTF-8 goes byte by byte.
            lengths.Add(Rune.DecodeFromUtf8(spaced.AsSpan(at), out _, out var length) == System.Buffers.OperationStatus.Done ? length : 1);
        }

        var joined = new byte[spaced.Length];
        PairMerger.Merge(spaced, lengths, (left, right) =>
        {
            left.CopyTo(joined);
            right.CopyTo(joined.AsSpan(left.Length));
            var token = Vocabulary.FindText(joined.AsSpan(0, left.Length + right.Length));
            return token < 0 ? null : -_scores[token];
        }, cancellation);
        Write(spaced, lengths, tokens, cancellation);
    }

    private void Write(byte[] text, List<int> lengths, List<int> tokens, CancellationToken cancellation)
    {
        var at = 0;
        foreach (var length in lengths)
        {
            cancellation.ThrowIfCancellationRequested();
            var symbol = text.AsSpan(at, length);
            at += length;
            if (Vocabulary.FindText(symbol) is >= 0 and var token)
            {
                tokens.Add(token);
                continue;
            }

            foreach (var value in symbol) tokens.Add(_bytes[value]);
        }
    }

    private byte[] PutSpaces(ReadOnlySpan<byte> text)
    {
        var spaced = new List<byte>(text.Length + _space.Length);
        if (_addsSpace) spaced.AddRange(_space);
        foreach (var value in text)
        {
            if (value == ' ') spaced.AddRange(_space);
            else spaced.Add(value);
        }

        return [.. spaced];
    }

    private static byte? ReadByte(ReadOnlySpan<byte> name)
    {
        if (name.Length != 6 || !name.StartsWith("<0x"u8) || name[5] != '>') return null;
        var (high, low) = (FromHex(name[3]), FromHex(name[4]));
        return high < 0 || low < 0 ? null : (byte)((high << 4) | low);
    }

    private static int FromHex(byte digit) => char.IsAsciiHexDigit((char)digit) ? (digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10) : -1;
}
