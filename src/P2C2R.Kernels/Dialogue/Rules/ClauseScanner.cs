namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Goes through a clause word by word.</summary>
/// <param name="text">The clause.</param>
internal sealed class ClauseScanner(string text)
{
    private int _at;

    /// <summary>Whether nothing is left but spaces.</summary>
    public bool AtEnd
    {
        get
        {
            SkipSpaces();
            return _at == text.Length;
        }
    }

    /// <summary>An error at the current place.</summary>
    public ClauseException Wrong(string message) => new(_at, message);

    /// <summary>Takes a sign where it comes next.</summary>
    public bool TryTake(string sign)
    {
        SkipSpaces();
        if (string.CompareOrdinal(text, _at, sign, 0, sign.Length) != 0) return false;
        if (char.IsAsciiLetter(sign[0]) && _at + sign.Length < text.Length && IsWordCharacter(text[_at + sign.Length])) return false;
        _at += sign.Length;
        return true;
    }

    /// <summary>A word: letters, digits, underscores. Empty where none comes next.</summary>
    public string TakeWord()
    {
        SkipSpaces();
        var start = _at;
        while (_at < text.Length && IsWordCharacter(text[_at])) _at++;
        return text[start.._at];
    }

    /// <summary>What stands between quotation marks, if one comes next; a backslash before a mark makes it a character.</summary>
    public string? TakeQuoted()
    {
        if (!TryTake("\"")) return null;
        var taken = new System.Text.StringBuilder();
        while (_at < text.Length && text[_at] != '"')
        {
            if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
            taken.Append(text[_at++]);
        }

        if (_at == text.Length) throw Wrong("the quotation mark at its end is missing");
        _at++;
        return taken.ToString();
    }

    /// <summary>A number of thousandths, if one comes next.</summary>
    public long? TakeNumber()
    {
        SkipSpaces();
        var start = _at;
        var at = _at;
        if (at < text.Length && text[at] == '-') at++;
        var digits = at;
        var whole = 0L;
        while (at < text.Length && char.IsAsciiDigit(text[at]) && whole <= FactValue.MaxNumber) whole = (whole * 10) + (text[at++] - '0');
        if (at == digits) return null;
        var part = 0L;
        var unit = FactValue.One;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at]) && unit > 1)
            {
                unit /= 10;
                part += (text[at++] - '0') * unit;
            }
        }

        if (at < text.Length && (IsWordCharacter(text[at]) || whole > FactValue.MaxNumber)) throw Wrong($"this is not a number of at most three decimals between -{FactValue.MaxNumber} and {FactValue.MaxNumber}; put a text between quotation marks");
        if (whole > FactValue.MaxNumber) throw Wrong($"the greatest number is {FactValue.MaxNumber}");
        _at = at;
        var value = Math.Min((whole * FactValue.One) + part, FactValue.MaxNumber * FactValue.One);
        return text[start] == '-' ? -value : value;
    }

    private static bool IsWordCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private void SkipSpaces()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t') _at++;
    }
}
