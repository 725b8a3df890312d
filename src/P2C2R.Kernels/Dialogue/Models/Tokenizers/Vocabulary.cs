using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>The tokens' names, where they lie in the file. Found by binary search: no file can make that slow.</summary>
internal sealed class Vocabulary
{
    private readonly ReadOnlyMemory<byte> _file;
    private readonly (int Start, int Length)[] _places;
    private readonly TokenKind[] _kinds;
    private readonly int[] _texts;
    private readonly int[] _marks;

    /// <summary>Sorts the tokens.</summary>
    /// <param name="file">The file.</param>
    /// <param name="places">Where each token's name lies in it.</param>
    /// <param name="kinds">What each stands for.</param>
    /// <param name="cancellation">Ends it.</param>
    public Vocabulary(ReadOnlyMemory<byte> file, (int Start, int Length)[] places, TokenKind[] kinds, CancellationToken cancellation)
    {
        (_file, _places, _kinds) = (file, places, kinds);
        _texts = Sort(TokenKind.Text, TokenKind.Whole, cancellation);
        _marks = Sort(TokenKind.Control, TokenKind.Whole, cancellation);
        foreach (var text in _texts) LongestText = Math.Max(LongestText, _places[text].Length);
        foreach (var mark in _marks) LongestMark = Math.Max(LongestMark, _places[mark].Length);
    }

    /// <summary>How many tokens there are.</summary>
    public int Count => _places.Length;

    /// <summary>Bytes of the longest text.</summary>
    public int LongestText { get; }

    /// <summary>Bytes of the longest name of a mark.</summary>
    public int LongestMark { get; }

    /// <summary>A token's name.</summary>
    public ReadOnlySpan<byte> Name(int token) => _file.Span.Slice(_places[token].Start, _places[token].Length);

    /// <summary>What a token stands for.</summary>
    public TokenKind Kind(int token) => _kinds[token];

    /// <summary>The token for a text, the first of them, or -1.</summary>
    public int FindText(ReadOnlySpan<byte> name) => Find(_texts, name);

    /// <summary>The control token or whole token of a name, or -1.</summary>
    public int FindMark(ReadOnlySpan<byte> name) => Find(_marks, name);

    private int Find(int[] sorted, ReadOnlySpan<byte> name)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Name(sorted[middle]).SequenceCompareTo(name) < 0) low = middle + 1;
            else high = middle;
        }

        return low < sorted.Length && Name(sorted[low]).SequenceEqual(name) ? sorted[low] : -1;
    }

    private int[] Sort(TokenKind one, TokenKind other, CancellationToken cancellation)
    {
        var tokens = new int[_kinds.Count(k => k == one || k == other)];
        for (int token = 0, at = 0; token < _kinds.Length; token++)
        {
            if (_kinds[token] == one || _kinds[token] == other) tokens[at++] = token;
        }

        CancellableSort.Sort(tokens.AsSpan(), (a, b) => Name(a).SequenceCompareTo(Name(b)) is var order && order != 0 ? order : a.CompareTo(b), cancellation);
        return tokens;
    }
}
