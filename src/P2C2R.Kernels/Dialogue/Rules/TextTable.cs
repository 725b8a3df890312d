namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// Texts as values of facts: each has a number above all numbers of thousandths. Those of the rules come first and are the same for everybody;
/// what a conversation adds is its own.
/// </summary>
/// <param name="parent">The rules' own table, or null for that table itself.</param>
internal sealed class TextTable(TextTable? parent)
{
    /// <summary>The value of the first text.</summary>
    public const long First = 1L << 60;

    private readonly List<string> _texts = [];
    private readonly Dictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly int _before = parent?.Count ?? 0;

    /// <summary>Texts, those of the parent too.</summary>
    public int Count => _before + _texts.Count;

    /// <summary>Whether a value is a text.</summary>
    public static bool IsText(long value) => value >= First;

    /// <summary>The value of a text, added where it is new.</summary>
    public long Add(string text)
    {
        if (parent is not null && parent._values.TryGetValue(text, out var known)) return known;
        if (_values.TryGetValue(text, out known)) return known;
        known = First + Count;
        _texts.Add(text);
        _values.Add(text, known);
        return known;
    }

    /// <summary>The value of a fact as rules compare it.</summary>
    public long Encode(FactValue value) => value.Text is { } text ? Add(text) : value.Thousandths;

    /// <summary>What a value stands for.</summary>
    public FactValue Decode(long value) => IsText(value) ? new FactValue(0, Find((int)(value - First))) : new FactValue(value);

    private string Find(int number) => number < _before ? parent!.Find(number) : _texts[number - _before];
}
