using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue;

/// <summary>A conversation of an input document while it is read: it names characters that may stand further down.</summary>
internal sealed class ConversationFields
{
    private const string Fields = "id, cast, world, said, asked, count";
    private const string SaidFields = "speaker, text";
    private const string AskedFields = "event, of, by, text, facts";

    /// <summary>What an event without a name is called: somebody said something.</summary>
    private const string DefaultEvent = "said";

    private readonly List<SaidLine> _said = [];
    private readonly List<(AskedEvent Asked, string? Of)> _asked = [];
    private string? _id;
    private List<string>? _cast;
    private IReadOnlyList<Fact> _world = [];

    /// <summary>Whether anything was read.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Variants.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Reads an object.</summary>
    public static ConversationFields Read(ref DocumentReader json)
    {
        var read = new ConversationFields();
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field))
        {
            if (field == "world") read._world = FactFields.Read(ref json, field);
            else if (!read.TryTake(ref json, field)) throw json.Unknown(field, Fields);
        }

        return read;
    }

    /// <summary>Takes a field that a conversation has and a document with a single conversation too.</summary>
    public bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "id": _id = FactFields.ReadText(ref json, field, DialogueLimits.MaxSpeakerBytes); break;
            case "cast": _cast = ReadCast(ref json, field); break;
            case "said": ReadSaid(ref json, field); break;
            case "asked": ReadAsked(ref json, field); break;
            case "count": Count = (int)json.ReadInteger(field, 1, DialogueLimits.MaxConversations); break;
            default: return false;
        }

        IsUsed = true;
        return true;
    }

    /// <summary>The conversation, once all characters are known.</summary>
    /// <exception cref="InputException">It names somebody who isn't there, or nothing is asked.</exception>
    public DocumentConversation Complete(int number, long firstItem, IReadOnlyList<Character> characters, Dictionary<string, int> positions)
    {
        var place = $"conversation {_id ?? $"{number}"}";
        var cast = _cast is null ? [.. Enumerable.Range(0, characters.Count)] : _cast.ConvertAll(name => Find(positions, name, $"{place}, \"cast\""));
        if (cast.Count is 0 or > DialogueLimits.MaxCast) throw new InputException($"{place}: 1 to {DialogueLimits.MaxCast} characters can talk with one another, not {cast.Count}; name them in \"cast\"");
        if (_asked.Count == 0) throw new InputException($"{place}: nothing is asked; give \"asked\": {{\"event\": ...}}");
        if (!cast.Exists(c => characters[c].Speaks)) throw new InputException($"{place}: nobody in it speaks; give a character without \"speaks\": false");
        var asked = _asked.ConvertAll(a => a.Of is { } of ? a.Asked with { Of = FindInCast(cast, Find(positions, of, $"{place}, \"of\""), characters, place) } : a.Asked);
        return new DocumentConversation(_id ?? $"{number}", firstItem, Count, new Conversation(cast, _world, _said, asked));
    }

    private static int Find(Dictionary<string, int> positions, string name, string place) =>
        positions.TryGetValue(name, out var found) ? found : throw new InputException($"{place}: there is no character \"{name}\"; add it to \"characters\"");

    private static int FindInCast(List<int> cast, int character, IReadOnlyList<Character> characters, string place)
    {
        var name = characters[character].Name;
        if (!characters[character].Speaks) throw new InputException($"{place}: \"{name}\" doesn't speak, so nothing can be asked of it");
        var at = cast.IndexOf(character);
        return at >= 0 ? at : throw new InputException($"{place}: \"{name}\" is asked and isn't in the \"cast\"; add it");
    }

    private static List<string> ReadCast(ref DocumentReader json, string field)
    {
        var cast = new List<string>();
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            var name = json.ReadString(field);
            if (cast.Contains(name)) throw json.Wrong($"\"{name}\" stands in \"{field}\" twice; remove one");
            cast.Add(name);
        }

        return cast;
    }

    private void ReadSaid(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_said.Count == DialogueLimits.MaxSaid) throw json.Wrong($"\"{field}\" may have {DialogueLimits.MaxSaid} lines; leave out the oldest");
            json.ReadObjectStart(field);
            _said.Add(ReadLine(ref json));
        }
    }

    private static SaidLine ReadLine(ref DocumentReader json)
    {
        var line = new SaidLine("", "");
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field))
        {
            line = field switch
            {
                "speaker" => line with { Speaker = FactFields.ReadText(ref json, field, DialogueLimits.MaxSpeakerBytes) },
                "text" => line with { Text = FactFields.ReadText(ref json, field, DialogueLimits.MaxSaidBytes) },
                _ => throw json.Unknown(field, SaidFields),
            };
        }

        return line.Speaker.Length > 0 ? line : throw json.Wrong("this line has no \"speaker\"");
    }

    private void ReadAsked(ref DocumentReader json, string field)
    {
        if (json.IsObject)
        {
            _asked.Add(ReadEvent(ref json));
            return;
        }

        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_asked.Count == DialogueLimits.MaxAsked) throw json.Wrong($"\"{field}\" may have {DialogueLimits.MaxAsked} events; split the conversation");
            json.ReadObjectStart(field);
            _asked.Add(ReadEvent(ref json));
        }
    }

    private static (AskedEvent Asked, string? Of) ReadEvent(ref DocumentReader json)
    {
        var asked = new AskedEvent(DefaultEvent, -1, "", "", []);
        string? of = null;
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "event": asked = asked with { Event = FactFields.ReadName(ref json, field) }; break;
                case "of": of = json.ReadString(field); break;
                case "by": asked = asked with { By = FactFields.ReadText(ref json, field, DialogueLimits.MaxSpeakerBytes) }; break;
                case "text": asked = asked with { Text = FactFields.ReadText(ref json, field, DialogueLimits.MaxSaidBytes) }; break;
                case "facts": asked = asked with { Facts = FactFields.Read(ref json, field) }; break;
                default: throw json.Unknown(field, AskedFields);
            }
        }

        return (asked, of);
    }
}
