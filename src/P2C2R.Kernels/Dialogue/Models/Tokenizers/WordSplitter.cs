using System.Text;

namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>
/// Splits a text into words, as the regular expressions of GPT-2 (Radford et al., 2019) and of Llama 3 do, by hand and by
/// <see cref="CharacterTable"/>. In their order: contractions, letters with what leads them, numbers, other characters, line ends, white space.
/// </summary>
/// <param name="text">UTF-8; what isn't counts as other characters.</param>
/// <param name="style">Whose rules.</param>
internal ref struct WordSplitter(ReadOnlySpan<byte> text, WordStyle style)
{
    private static readonly string[] Contractions = ["s", "t", "re", "ve", "m", "ll", "d"];

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>The next word; false at the end. All words together are the text.</summary>
    public bool Next(out ReadOnlySpan<byte> word)
    {
        var start = _at;
        if (start < _text.Length) _at = FindEnd(start);
        word = _text[start.._at];
        return !word.IsEmpty;
    }

    private readonly int FindEnd(int start)
    {
        if (FindContraction(start) is > 0 and var contraction) return contraction;
        var first = Read(start, out var afterFirst);
        if (first == CharacterClass.Letter) return Skip(start, CharacterClass.Letter);
        if (first == CharacterClass.Number) return SkipNumbers(start);
        var second = Read(afterFirst, out _);
        var isSpace = _text[start] == ' ';
        var leads = style.IsNewer ? first != CharacterClass.LineEnd : isSpace;
        if (leads && second == CharacterClass.Letter) return Skip(afterFirst, CharacterClass.Letter);
        if (isSpace && !style.IsNewer && second == CharacterClass.Number) return Skip(afterFirst, CharacterClass.Number);
        if (first == CharacterClass.Other) return SkipOthers(start);
        if (isSpace && second == CharacterClass.Other && afterFirst < _text.Length) return SkipOthers(afterFirst);
        return SkipWhite(start);
    }

    private readonly int FindContraction(int start)
    {
        if (_text[start] != '\'') return 0;
        foreach (var contraction in Contractions)
        {
            var end = start + 1 + contraction.Length;
            if (end > _text.Length) continue;
            var matches = true;
            for (var i = 0; i < contraction.Length; i++)
            {
                var letter = _text[start + 1 + i];
                matches &= contraction[i] == (style.IsNewer ? letter | 32 : letter);
            }

            if (matches) return end;
        }

        return 0;
    }

    private readonly int SkipNumbers(int start)
    {
        var end = start;
        for (var count = 0; count < style.MaxDigits && Read(end, out var next) == CharacterClass.Number; count++) end = next;
        return end;
    }

    private readonly int SkipOthers(int start)
    {
        var end = Skip(start, CharacterClass.Other);
        return style.IsNewer ? Skip(end, CharacterClass.LineEnd) : end;
    }

    // White space up to its last line end; else all but the last, which leads the next word.
    private readonly int SkipWhite(int start)
    {
        var (end, last, afterLineEnd) = (start, start, 0);
        while (end < _text.Length && Read(end, out var next) is CharacterClass.Space or CharacterClass.LineEnd)
        {
            if (Read(end, out _) == CharacterClass.LineEnd) afterLineEnd = next;
            last = end;
            end = next;
        }

        if (style.IsNewer && afterLineEnd > 0) return afterLineEnd;
        return end == _text.Length || last == start ? end : last;
    }

    private readonly int Skip(int start, CharacterClass wanted)
    {
        while (start < _text.Length && Read(start, out var next) == wanted) start = next;
        return start;
    }

    private readonly CharacterClass Read(int at, out int next)
    {
        next = at;
        if (at >= _text.Length) return CharacterClass.Other;
        var isCharacter = Rune.DecodeFromUtf8(_text[at..], out var rune, out var length) == System.Buffers.OperationStatus.Done;
        next = at + (isCharacter ? length : 1);
        return isCharacter ? CharacterTable.Find(rune.Value) : CharacterClass.Other;
    }
}
