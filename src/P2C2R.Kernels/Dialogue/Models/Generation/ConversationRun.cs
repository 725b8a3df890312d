using P2C2R.Kernels.Dialogue.Models.Tokenizers;

namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>One conversation on its way: each event that is asked becomes a line, and later lines see those before them.</summary>
/// <param name="batch">What the slice is asked.</param>
/// <param name="conversation">The conversation.</param>
/// <param name="item">Its number in the task, for random numbers.</param>
/// <param name="settings">How the model is used.</param>
internal sealed class ConversationRun(ConversationBatch batch, Conversation conversation, long item, ModelSettings settings)
{
    private readonly List<SaidLine> _said = [.. conversation.Said];
    private readonly List<AnswerLine> _lines = [];
    private int _next;
    private long _samples;

    /// <summary>The lines so far.</summary>
    public ConversationAnswer Answer => new(_lines, []);

    /// <summary>The conversation's number in the task.</summary>
    public long Item => item;

    /// <summary>The number of the next random number.</summary>
    public long NextSample() => _samples++;

    /// <summary>The tokens that the next line is made from; null where there is none.</summary>
    /// <param name="tokenizer">Encodes.</param>
    /// <param name="room">Tokens at most; the oldest lines said are left out until it fits.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">It doesn't fit without them either.</exception>
    public List<int>? NextPrompt(Tokenizer tokenizer, int room, CancellationToken cancellation)
    {
        while (_next < conversation.Asked.Count && FindSpeaker(conversation.Asked[_next]) < 0) _next++;
        if (_next == conversation.Asked.Count || _lines.Count == batch.Limits.Lines) return null;
        for (var first = 0; ; first++)
        {
            var prompt = settings.Template.Encode(tokenizer, place => Fill(place, first), cancellation);
            if (prompt.Count == 0) throw new InputException("the prompt is empty: the model has no token to begin with; give it a template");
            if (prompt.Count <= room) return prompt;
            if (first >= _said.Count || !settings.Template.Has("said")) throw new InputException($"the prompt has {prompt.Count} tokens, the model's context leaves room for {room}; give fewer facts, or a shorter template");

            // By halves: prompts of hundreds of lines are encoded a few times, not hundreds of times.
            first += (_said.Count - first - 1) / 2;
        }
    }

    /// <summary>Makes a line of what the model said.</summary>
    public void Take(ReadOnlySpan<byte> text, int[] tokens)
    {
        var asked = conversation.Asked[_next++];
        var speaker = FindSpeaker(asked);
        var line = LineText.Clean(text, batch.Limits.LineBytes);
        if (asked.Text.Length > 0 && asked.By.Length > 0) _said.Add(new SaidLine(asked.By, asked.Text));
        if (line.Length == 0) return;
        _said.Add(new SaidLine(Character(speaker).Name, line));
        _lines.Add(new AnswerLine(speaker, line, "", ListFacts(asked, speaker), tokens));
    }

    private Character Character(int position) => batch.Characters[conversation.Cast[position]];

    // Who is asked; where it's open, the first who can speak and isn't spoken by.
    private int FindSpeaker(AskedEvent asked)
    {
        if (asked.Of >= 0) return Character(asked.Of).Speaks ? asked.Of : -1;
        for (var i = 0; i < conversation.Cast.Count; i++)
        {
            if (Character(i).Speaks && Character(i).Name != asked.By) return i;
        }

        return -1;
    }

    private string Fill(string place, int firstSaid)
    {
        var asked = conversation.Asked[_next];
        var speaker = Character(FindSpeaker(asked));
        return place switch
        {
            "name" => speaker.Name,
            "traits" => Write(speaker.Traits),
            "mood" => Write(speaker.Mood),
            "memory" => Write(speaker.Memory),
            "world" => Write([.. batch.World, .. conversation.World]),
            "said" => string.Concat(_said.Skip(firstSaid).Select(static s => $"{s.Speaker}: {s.Text}\n")),
            "by" => asked.By,
            _ => WriteAsked(asked),
        };
    }

    private static string WriteAsked(AskedEvent asked)
    {
        if (asked.Text.Length > 0 && asked.By.Length > 0) return $"{asked.By}: {asked.Text}\n";
        var facts = asked.Facts.Count > 0 ? $": {Write(asked.Facts)}" : "";
        var by = asked.By.Length > 0 ? $", {asked.By}" : "";
        return $"({Words(asked.Event)}{by}{facts}{(asked.Text.Length > 0 ? $" \"{asked.Text}\"" : "")})\n";
    }

    private static string Write(IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0) return "nothing";
        return string.Join(", ", facts.Select(static f => f.Value is { Text: null, Thousandths: FactValue.One } ? Words(f.Name) : $"{Words(f.Name)} {Words(f.Value.ToString())}"));
    }

    private static string Words(string name) => name.Replace('_', ' ');

    private List<UsedFact> ListFacts(AskedEvent asked, int speaker)
    {
        var used = new List<UsedFact>();
        Add("traits", FactScope.Speaker, Character(speaker).Traits);
        Add("mood", FactScope.Mood, Character(speaker).Mood);
        Add("memory", FactScope.Memory, Character(speaker).Memory);
        Add("world", FactScope.World, [.. batch.World, .. conversation.World]);
        Add("asked", FactScope.Event, asked.Facts);
        return used;

        void Add(string place, FactScope scope, IReadOnlyList<Fact> facts)
        {
            if (!settings.Template.Has(place)) return;
            used.AddRange(facts.Take(AnswerFormat.MaxUsedFacts - used.Count).Select(f => new UsedFact(scope, f.Name, f.Value)));
        }
    }
}
