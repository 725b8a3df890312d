using System.Text;
using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>
/// Byte-level byte-pair encoding (Radford et al., "Language Models are Unsupervised Multitask Learners", 2019): each byte is written as a printable
/// character, then neighbours within words are merged in the order of a list.
/// </summary>
internal sealed class ByteTokenizer : Tokenizer
{
    private const int Values = 256;

    // Bytes that aren't printable are written as the characters from here on.
    private const int FirstSubstitute = 256;

    private static readonly int[] Characters = MakeCharacters();
    private static readonly byte[][] Written = [.. Characters.Select(static c => Encoding.UTF8.GetBytes(((char)c).ToString()))];

    private readonly WordStyle _style;
    private readonly ulong[] _pairs;
    private readonly int[] _ranks;
    private readonly int[] _bytes = new int[Values];

    /// <summary>Sorts the merges.</summary>
    /// <param name="vocabulary">The tokens.</param>
    /// <param name="style">How to split words.</param>
    /// <param name="merges">Tokens that are merged, best first: the left one's id in the upper 32 bits, the right one's in the lower.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">There is no token for a byte.</exception>
    public ByteTokenizer(Vocabulary vocabulary, WordStyle style, ulong[] merges, CancellationToken cancellation)
        : base(vocabulary)
    {
        _style = style;
        _ranks = new int[merges.Length];
        for (var i = 0; i < _ranks.Length; i++) _ranks[i] = i;

        // Of equal pairs the first comes first.
        CancellableSort.Sort(_ranks.AsSpan(), (a, b) => merges[a].CompareTo(merges[b]) is var order && order != 0 ? order : a.CompareTo(b), cancellation);
        _pairs = merges;
        Array.Sort(_pairs);
        for (var value = 0; value < Values; value++)
        {
            _bytes[value] = vocabulary.FindText(Written[value]);
            if (_bytes[value] < 0) throw new InputException($"the tokenizer has no token for the byte 0x{value:X2}");
        }
    }

    /// <inheritdoc/>
    public override byte[] Decode(IReadOnlyList<int> tokens)
    {
        var text = new List<byte>();
        foreach (var token in tokens) DecodePart(token, text);
        return [.. text];
    }

    /// <inheritdoc/>
    public override void DecodePart(int token, List<byte> text)
    {
        var name = Vocabulary.Name(token);
        if (Vocabulary.Kind(token) == TokenKind.Whole) text.AddRange(name);
        if (Vocabulary.Kind(token) != TokenKind.Text) return;
        while (!name.IsEmpty)
        {
            var isCharacter = Rune.DecodeFromUtf8(name, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            var value = isCharacter ? Array.IndexOf(Characters, rune.Value) : -1;
            if (value >= 0) text.Add((byte)value);
            else text.AddRange(name[..length]);
            name = name[length..];
        }
    }

    /// <inheritdoc/>
    protected override void EncodeText(ReadOnlySpan<byte> text, List<int> tokens, CancellationToken cancellation)
    {
        var words = new WordSplitter(text, _style);
        var written = new List<byte>();
        var lengths = new List<int>();
        while (words.Next(out var word))
        {
            cancellation.ThrowIfCancellationRequested();
            written.Clear();
            lengths.Clear();
            foreach (var value in word)
            {
                written.AddRange(Written[value]);
                lengths.Add(Written[value].Length);
            }

            Write([.. written], lengths, tokens, cancellation);
        }
    }

    private void Write(byte[] word, List<int> lengths, List<int> tokens, CancellationToken cancellation)
    {
        PairMerger.Merge(word, lengths, Rank, cancellation);
        var at = 0;
        foreach (var length in lengths)
        {
            tokens.Add(Vocabulary.FindText(word.AsSpan(at, length)));
            at += length;
        }
    }

    private double? Rank(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var pair = ((ulong)(uint)Vocabulary.FindText(left) << 32) | (uint)Vocabulary.FindText(right);
        var at = Array.BinarySearch(_pairs, pair);
        if (at < 0) return null;
        while (at > 0 && _pairs[at - 1] == pair) at--;
        return _ranks[at];
    }

    private static int[] MakeCharacters()
    {
        var characters = new int[Values];
        var substitute = FirstSubstitute;
        for (var value = 0; value < Values; value++)
        {
            var isPrintable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            characters[value] = isPrintable ? value : substitute++;
        }

        return characters;
    }
}
