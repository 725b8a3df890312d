using System.Text;
using P2C2R.Kernels.Dialogue.Models.Tokenizers;

namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>
/// What a model is told before it goes on: a text with places in braces that are filled in. Names of control tokens work in the text, not in what is filled in.
/// </summary>
/// <param name="text">The text, without mistakes.</param>
internal sealed class PromptTemplate(string text)
{
    /// <summary>Bytes of a template.</summary>
    public const int MaxBytes = 4_096;

    /// <summary>What a document gets that has none.</summary>
    public const string Default =
        "{name} is somebody in a story. About {name}: {traits}. {name} feels: {mood}. {name} knows: {memory}. The world: {world}.\n\n{said}{asked}{name}:";

    private static readonly string[] Places = ["name", "traits", "mood", "memory", "world", "said", "asked", "by"];

    /// <summary>The text.</summary>
    public string Text => text;

    /// <summary>The places, for messages.</summary>
    public static string Names => string.Join(", ", Places.Select(static p => $"{{{p}}}"));

    /// <summary>What is wrong with a text; null where nothing is.</summary>
    public static string? FindMistake(string text)
    {
        for (var at = text.IndexOf('{', StringComparison.Ordinal); at >= 0; at = text.IndexOf('{', at + 1))
        {
            var end = text.IndexOf('}', at);
            if (end < 0) return "a brace isn't closed";
            var place = text[(at + 1)..end];
            if (Array.IndexOf(Places, place) < 0) return $"there is no place {{{place}}}; the places are {Names}";
        }

        return null;
    }

    /// <summary>Whether a place is in the text.</summary>
    public bool Has(string place) => text.Contains($"{{{place}}}", StringComparison.Ordinal);

    /// <summary>The tokens of the prompt.</summary>
    /// <param name="tokenizer">Encodes.</param>
    /// <param name="fill">What stands in a place.</param>
    /// <param name="cancellation">Ends it.</param>
    public List<int> Encode(Tokenizer tokenizer, Func<string, string> fill, CancellationToken cancellation)
    {
        var tokens = new List<int>();
        if (tokenizer.Begin >= 0) tokens.Add(tokenizer.Begin);

        // Text is encoded in the longest runs that have no control tokens in them: the tokens at the seams are those of the whole text.
        var run = new StringBuilder();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var at = rest.IndexOf('{');
            AppendFixed(at < 0 ? rest : rest[..at], tokenizer, run, tokens, cancellation);
            if (at < 0) break;
            var end = at + rest[at..].IndexOf('}');
            run.Append(fill(rest[(at + 1)..end].ToString()));
            rest = rest[(end + 1)..];
        }

        tokenizer.Encode(Encoding.UTF8.GetBytes(run.ToString()), tokens, cancellation);
        return tokens;
    }

    private static void AppendFixed(ReadOnlySpan<char> part, Tokenizer tokenizer, StringBuilder run, List<int> tokens, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(part.ToString());
        if (!tokenizer.HasMark(bytes))
        {
            run.Append(part);
            return;
        }

        tokenizer.Encode(Encoding.UTF8.GetBytes(run.ToString()), tokens, cancellation);
        run.Clear();
        tokenizer.EncodeWithMarks(bytes, tokens, cancellation);
    }
}
