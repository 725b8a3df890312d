using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue;

/// <summary>The input document of <see cref="DialogueKernel"/>; docs/kernels/npc-dialogue.md describes the fields.</summary>
internal sealed class DialogueDocument
{
    private const string Fields = "engine, seed, characters, world, conversations, id, cast, said, asked, count, limits";
    private const string LimitFields = "lines, line_bytes, tokens";

    private readonly List<ConversationFields> _conversations = [];
    private readonly ConversationFields _single = new();

    private DialogueDocument()
    {
    }

    /// <summary>The seed of all random numbers.</summary>
    public long Seed { get; private set; }

    /// <summary>How long answers may be.</summary>
    public AnswerLimits Limits { get; private set; } = AnswerLimits.Default;

    /// <summary>Facts of the world.</summary>
    public IReadOnlyList<Fact> World { get; private set; } = [];

    /// <summary>Everybody.</summary>
    public IReadOnlyList<Character> Characters { get; private set; } = [];

    /// <summary>The conversations.</summary>
    public List<DocumentConversation> Conversations { get; } = [];

    /// <summary>Conversations, variants counted.</summary>
    public long Count { get; private set; }

    /// <summary>Reads a document.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="engine">Takes those of its fields that the engine alone has.</param>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static DialogueDocument Read(ReadOnlySpan<byte> bytes, IEngineFields engine)
    {
        var document = new DialogueDocument();
        var json = new DocumentReader(bytes);
        var seen = new HashSet<string>();
        json.ReadDocumentStart();
        while (json.NextField(seen, out var field))
        {
            if (!document.TryTake(ref json, field) && !engine.TryTake(ref json, field)) throw json.Unknown(field, $"{Fields}; and for this engine {engine.Names}");
        }

        document.CheckConversations(ref json);
        json.ReadDocumentEnd();
        document.Complete();
        return document;
    }

    private bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case DialogueKernel.EngineField: break;
            case "seed": Seed = json.ReadInteger(field, 0, long.MaxValue); break;
            case "characters": Characters = CharacterFields.Read(ref json, field); break;
            case "world": World = FactFields.Read(ref json, field); break;
            case "conversations": ReadConversations(ref json, field); break;
            case "limits": ReadLimits(ref json, field); break;
            default: return _single.TryTake(ref json, field);
        }

        return true;
    }

    private void ReadConversations(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_conversations.Count == DialogueLimits.MaxConversations) throw json.Wrong($"a task may have {DialogueLimits.MaxConversations} conversations; split the document");
            json.ReadObjectStart(field);
            _conversations.Add(ConversationFields.Read(ref json));
        }
    }

    private void ReadLimits(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var limit))
        {
            Limits = limit switch
            {
                "lines" => Limits with { Lines = (int)json.ReadInteger(limit, 1, DialogueLimits.MaxLines) },
                "line_bytes" => Limits with { LineBytes = (int)json.ReadInteger(limit, DialogueLimits.MinLineBytes, DialogueLimits.MaxLineBytes) },
                "tokens" => Limits with { Tokens = (int)json.ReadInteger(limit, 1, DialogueLimits.MaxTokens) },
                _ => throw json.Unknown(limit, LimitFields),
            };
        }
    }

    private void CheckConversations(ref DocumentReader json)
    {
        if (Characters.Count == 0) throw json.Wrong("there is nobody to speak; give \"characters\": [{\"name\": ...}]");
        if (_single.IsUsed == _conversations.Count > 0) throw json.Wrong("the document needs either \"asked\", for one conversation, or \"conversations\", an array of at least one");
        if (_single.IsUsed) _conversations.Add(_single);
        Count = _conversations.Sum(static c => (long)c.Count);
        if (Count > DialogueLimits.MaxConversations) throw json.Wrong($"with their variants these are {Count} conversations, a task may have {DialogueLimits.MaxConversations}; make \"count\" smaller");
    }

    private void Complete()
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Characters.Count; i++) positions.Add(Characters[i].Name, i);
        var item = 0L;
        foreach (var fields in _conversations)
        {
            Conversations.Add(fields.Complete(Conversations.Count, item, Characters, positions));
            item += fields.Count;
        }
    }
}
