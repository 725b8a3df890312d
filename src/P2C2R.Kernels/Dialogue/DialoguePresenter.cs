using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.Dialogue;

/// <summary>Makes <c>dialogue.json</c> and <c>dialogue.txt</c> from the answers; docs/kernels/npc-dialogue.md describes the fields.</summary>
internal static class DialoguePresenter
{
    private const string JsonFile = "dialogue.json";
    private const string TextFile = "dialogue.txt";
    private const int ShownLines = 24;

    /// <summary>Presents.</summary>
    public static Presentation Present(PlannedDialogue planned, Stream canonical, string directory)
    {
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var document = planned.Document;
        var reader = new CanonicalReader(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        var shown = new List<string>();
        var figures = new DialogueFigures();
        using var text = new StreamWriter(Path.Combine(directory, TextFile), append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        using var file = File.Create(Path.Combine(directory, JsonFile));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("conversations");
        foreach (var conversation in document.Conversations)
        {
            for (var variant = 0; variant < conversation.Count; variant++)
            {
                var answer = AnswerFormat.Read(ref reader, conversation.Conversation, document.Limits) ?? throw new ArgumentException("not a merged output of this kernel", nameof(canonical));
                figures.Add(answer);
                WriteAnswer(json, document, conversation, variant, answer);
                WriteScript(text, shown, document, conversation, variant, answer);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        shown.Insert(0, figures.Line);
        return new Presentation(shown, [JsonFile, TextFile], figures.ToJson());
    }

    private static void WriteAnswer(Utf8JsonWriter json, DialogueDocument document, DocumentConversation conversation, int variant, ConversationAnswer answer)
    {
        json.WriteStartObject();
        json.WriteString("id", conversation.Id);
        if (conversation.Count > 1) json.WriteNumber("variant", variant);
        json.WriteStartArray("lines");
        foreach (var line in answer.Lines) WriteLine(json, NameOf(document, conversation, line.Speaker), line);
        json.WriteEndArray();
        json.WriteStartArray("changes");
        foreach (var change in answer.Changes)
        {
            json.WriteStartObject();
            json.WriteString("character", NameOf(document, conversation, change.Character));
            json.WriteString("fact", NameOf(change.Scope, change.Name));
            WriteValue(json, "value", change.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, string speaker, AnswerLine line)
    {
        json.WriteStartObject();
        json.WriteString("speaker", speaker);
        json.WriteString("text", line.Text);
        if (line.Rule.Length > 0) json.WriteString("rule", line.Rule);
        json.WriteStartObject("facts");
        foreach (var fact in line.Facts) WriteValue(json, NameOf(fact.Scope, fact.Name), fact.Value);
        json.WriteEndObject();
        if (line.Tokens.Count > 0)
        {
            json.WriteStartArray("tokens");
            foreach (var token in line.Tokens) json.WriteNumberValue(token);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteScript(StreamWriter text, List<string> shown, DialogueDocument document, DocumentConversation conversation, int variant, ConversationAnswer answer)
    {
        if (document.Count > 1) text.WriteLine(conversation.Count > 1 ? $"--- {conversation.Id}, variant {variant} ---" : $"--- {conversation.Id} ---");
        foreach (var said in conversation.Conversation.Said) text.WriteLine($"{said.Speaker}: {said.Text}");
        foreach (var asked in conversation.Conversation.Asked.Where(static a => a.Text.Length > 0 && a.By.Length > 0)) text.WriteLine($"{asked.By}: {asked.Text}");
        foreach (var line in answer.Lines)
        {
            var written = $"{NameOf(document, conversation, line.Speaker)}: {line.Text}";
            text.WriteLine(written);
            if (shown.Count < ShownLines) shown.Add(written);
        }

        text.WriteLine();
    }

    private static void WriteValue(Utf8JsonWriter json, string name, FactValue value)
    {
        if (value.Text is { } text) json.WriteString(name, text);
        else json.WriteNumber(name, (decimal)value.Thousandths / FactValue.One);
    }

    private static string NameOf(DialogueDocument document, DocumentConversation conversation, int position) => document.Characters[conversation.Conversation.Cast[position]].Name;

    private static string NameOf(FactScope scope, string name) => $"{ScopeNames.Of(scope)}.{name}";
}
