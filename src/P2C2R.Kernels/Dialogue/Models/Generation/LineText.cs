using System.Text;

namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>Makes a line of whatever bytes a model wrote.</summary>
internal static class LineText
{
    /// <summary>Valid text of at most so many bytes: what isn't UTF-8 is replaced, controls and line ends become spaces, and none stand at its ends.</summary>
    public static string Clean(ReadOnlySpan<byte> bytes, int maxBytes)
    {
        var line = new StringBuilder();
        var length = 0;
        foreach (var rune in Encoding.UTF8.GetString(bytes).EnumerateRunes())
        {
            var isSpace = rune.Value is <= ' ' or 0x7F;
            if (isSpace && (line.Length == 0 || line[^1] == ' ')) continue;
            length += isSpace ? 1 : rune.Utf8SequenceLength;
            if (length > maxBytes) break;
            line.Append(isSpace ? " " : rune.ToString());
        }

        if (line.Length > 0 && line[^1] == ' ') line.Length--;
        return line.ToString();
    }
}
