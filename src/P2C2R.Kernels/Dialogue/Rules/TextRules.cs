using System.Text;
using System.Text.Unicode;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>Reads rules from a text file, a clause a line; docs/kernels/npc-dialogue.md describes it. Every message says file, line and column.</summary>
internal static class TextRules
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, string file, RuleSetBuilder builder)
    {
        if (!Utf8.IsValid(bytes)) throw new InputException($"{file} is not UTF-8; save it so");
        var lines = new TextLines(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes, file);
        var section = new TextSection(builder);
        while (lines.MoveNext())
        {
            var line = Encoding.UTF8.GetString(lines.Current);
            var text = line.Trim(' ', '\t');
            if (text.Length == 0 || text[0] == '#') continue;
            var indent = line.IndexOf(text[0], StringComparison.Ordinal);
            var keyword = FirstWord(text);
            var rest = text[keyword.Length..].TrimStart(' ', '\t');
            var start = indent + text.Length - rest.Length;
            var number = lines.Number;
            try
            {
                CheckCharacters(text);
                section.Take(keyword, rest, message => new InputException($"{file}, line {number}, column {start + 1}: {message}"));
            }
            catch (ClauseException e)
            {
                throw new InputException(lines.Wrong(e.Message, start + e.Position + 1).Message, e);
            }
        }

        try
        {
            section.Finish();
        }
        catch (ClauseException e)
        {
            throw new InputException(lines.Wrong(e.Message).Message, e);
        }
    }

    private static string FirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? text : text[..end];
    }

    private static void CheckCharacters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' and not '\t' or '\u007f') throw new ClauseException(i, $"a control character (U+{(int)text[i]:X4}) stands in this line; remove it");
        }
    }
}
