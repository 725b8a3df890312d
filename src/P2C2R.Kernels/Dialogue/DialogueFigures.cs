using System.Text.Json.Nodes;

namespace P2C2R.Kernels.Dialogue;

/// <summary>Counts over all conversations of a task.</summary>
internal sealed class DialogueFigures
{
    private readonly HashSet<string> _different = new(StringComparer.Ordinal);
    private long _conversations;
    private long _silent;
    private long _lines;
    private long _changes;
    private long _tokens;

    /// <summary>In one line.</summary>
    public string Line => $"{_lines} lines in {_conversations} conversations, {_different.Count} of them different, {_changes} facts changed{(_silent > 0 ? $"; in {_silent} conversations nobody had anything to say" : "")}";

    /// <summary>Counts an answer.</summary>
    public void Add(ConversationAnswer answer)
    {
        _conversations++;
        if (answer.Lines.Count == 0) _silent++;
        _lines += answer.Lines.Count;
        _changes += answer.Changes.Count;
        foreach (var line in answer.Lines)
        {
            _different.Add(line.Text);
            _tokens += line.Tokens.Count;
        }
    }

    /// <summary>For machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["conversations"] = _conversations,
        ["silent"] = _silent,
        ["lines"] = _lines,
        ["different_lines"] = _different.Count,
        ["changes"] = _changes,
        ["tokens"] = _tokens,
    };
}
