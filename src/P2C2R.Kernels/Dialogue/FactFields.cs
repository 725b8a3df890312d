using System.Text;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue;

/// <summary>Facts, names and texts in input documents.</summary>
internal static class FactFields
{
    /// <summary>An object of facts, <c>{"hour": 21, "weather": "rain", "alone": true}</c>, or an array of the names of those that are true.</summary>
    public static Fact[] Read(ref DocumentReader json, string field)
    {
        var facts = new List<Fact>();
        var seen = new HashSet<string>();
        if (json.IsArray)
        {
            while (json.NextElement())
            {
                var name = json.ReadString(field);
                if (!seen.Add(name)) throw json.Wrong($"\"{name}\" stands here twice; remove one");
                Add(ref json, facts, field, name, new FactValue(FactValue.One));
            }
        }
        else
        {
            json.ReadObjectStart(field);
            while (json.NextField(seen, out var name)) Add(ref json, facts, field, name, ReadValue(ref json, name));
        }

        facts.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return [.. facts];
    }

    /// <summary>A name such as facts and events have.</summary>
    public static string ReadName(ref DocumentReader json, string field)
    {
        var name = json.ReadString(field);
        CheckName(ref json, field, name);
        return name;
    }

    /// <summary>A text of limited length, without control characters but for line feeds.</summary>
    public static string ReadText(ref DocumentReader json, string field, int maxBytes)
    {
        var text = json.ReadString(field);
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > maxBytes) throw json.Wrong($"\"{field}\" has {bytes} bytes, at most {maxBytes} are allowed; shorten it");
        foreach (var c in text)
        {
            if (c is < ' ' and not '\n' or '\u007f') throw json.Wrong($"\"{field}\" has a control character (U+{(int)c:X4}); remove it");
        }

        return text;
    }

    private static void Add(ref DocumentReader json, List<Fact> facts, string field, string name, FactValue value)
    {
        CheckName(ref json, field, name);
        if (facts.Count == DialogueLimits.MaxFacts) throw json.Wrong($"\"{field}\" may have {DialogueLimits.MaxFacts} facts; remove those that nothing asks for");
        facts.Add(new Fact(name, value));
    }

    private static FactValue ReadValue(ref DocumentReader json, string field)
    {
        if (json.IsString) return new FactValue(0, ReadText(ref json, field, DialogueLimits.MaxFactBytes));
        if (json.IsBoolean) return new FactValue(json.ReadBoolean(field) ? FactValue.One : 0);
        var number = json.ReadNumber(field, -FactValue.MaxNumber, FactValue.MaxNumber);
        return new FactValue((long)Math.Floor((number * FactValue.One) + 0.5));
    }

    private static void CheckName(ref DocumentReader json, string field, string name)
    {
        if (!FactFormat.IsName(name)) throw json.Wrong($"\"{name}\" in \"{field}\" is not a name: a lower-case letter, then up to {DialogueLimits.MaxNameBytes - 1} lower-case letters, digits and underscores");
    }
}
