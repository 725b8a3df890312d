using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using P2C2R.Kernels.Chat;

namespace P2C2R.Kernels.Dialogue.Endpoint;

/// <summary>Makes lines of what a model said to a conversation. It says what it likes, so whatever can't be used is a fault with a reason.</summary>
internal sealed class EndpointAnswers(ConversationBatch batch, Conversation conversation, JsonSchema? schema)
{
    private const int MaxDepth = 32;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The answer, or null and why there is none. The reason never quotes the model.</summary>
    public ConversationAnswer? Read(ChatAnswer said, out string fault)
    {
        var lines = schema is null ? ReadScript(said, out fault) : ReadJson(said, schema, out fault);
        return lines is null ? null : new ConversationAnswer(lines, []);
    }

    /// <summary>Whether an answer is a single line of JSON that satisfies the schema.</summary>
    public static bool IsJson(ConversationAnswer answer, JsonSchema schema) =>
        answer is { Lines: [{ Text: var text }], Changes: [] } && TryParse(text) is { } value && schema.Fault(value) is null;

    private List<AnswerLine>? ReadJson(ChatAnswer said, JsonSchema wanted, out string fault)
    {
        fault = "";
        if (TryParse(said.Text) is not { } value) fault = said.IsWhole ? "it is not JSON" : $"it is not JSON, because it was cut off after {said.Tokens} tokens; raise limits.tokens or limits.lines";
        else if (wanted.Fault(value) is { } violation) fault = $"it does not satisfy the schema: {violation}";
        else if (JsonSerializer.Serialize(value, Compact) is var text && Encoding.UTF8.GetByteCount(text) is var length && length <= batch.Limits.LineBytes) return [Line(DefaultSpeaker(), text)];
        else fault = $"its JSON has {length} bytes, more than limits.line_bytes, {batch.Limits.LineBytes}";
        return null;
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
            while (reader.Read())
            {
                // Half of a surrogate pair is found now, not when the schema looks at it.
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }

            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Lines "NAME: text"; one without a name goes on with the line before. Ends where somebody speaks who must not.</summary>
    private List<AnswerLine>? ReadScript(ChatAnswer said, out string fault)
    {
        var lines = new List<(int Speaker, StringBuilder Text)>();
        foreach (var row in said.Text.Split('\n'))
        {
            var text = Clean(row);
            var speaker = FindSpeaker(ref text);
            if (speaker >= 0 && !CharacterAt(speaker).Speaks) break;
            if (text.Length == 0) continue;
            if (speaker < 0 && lines.Count > 0)
            {
                lines[^1].Text.Append(' ').Append(text);
                continue;
            }

            if (lines.Count == batch.Limits.Lines) break;
            lines.Add((speaker < 0 ? DefaultSpeaker() : speaker, new StringBuilder(text)));
        }

        fault = lines.Count == 0 ? "it has no line of anybody who speaks" : "";
        return lines.Count == 0 ? null : lines.ConvertAll(l => Line(l.Speaker, Shorten(l.Text.ToString())));
    }

    /// <summary>Without control characters, list marks and the marks of bold text.</summary>
    private static string Clean(string row)
    {
        var text = new StringBuilder(row.Length);
        foreach (var c in row) text.Append(char.IsControl(c) ? ' ' : c);
        return text.Replace("**", "").ToString().Trim().TrimStart('-', ' ');
    }

    /// <summary>The position in the cast of whose name stands before a colon, and the text after it; -1 and the text as it is otherwise.</summary>
    private int FindSpeaker(ref string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return -1;
        var name = text[..colon].Trim();
        for (var i = 0; i < conversation.Cast.Count; i++)
        {
            if (!string.Equals(CharacterAt(i).Name, name, StringComparison.OrdinalIgnoreCase)) continue;
            text = Unquote(text[(colon + 1)..].Trim());
            return i;
        }

        return -1;
    }

    private static string Unquote(string text) => text is ['"', .., '"'] or ['\u201C', .., '\u201D'] ? text[1..^1].Trim() : text;

    /// <summary>The first who is asked, or the first of the cast who speaks.</summary>
    private int DefaultSpeaker()
    {
        var asked = conversation.Asked.FirstOrDefault(static a => a.Of >= 0);
        if (asked is not null) return asked.Of;
        var first = Enumerable.Range(0, conversation.Cast.Count).Where(i => CharacterAt(i).Speaks);
        return first.FirstOrDefault();
    }

    private Character CharacterAt(int position) => batch.Characters[conversation.Cast[position]];

    /// <summary>Cut to the limit of bytes, between two characters.</summary>
    private string Shorten(string text)
    {
        var bytes = 0;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > batch.Limits.LineBytes) break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    private static AnswerLine Line(int speaker, string text) => new(speaker, text, "", [], []);
}
