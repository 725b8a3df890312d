using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue;

/// <summary>The characters of an input document.</summary>
internal static class CharacterFields
{
    private const string Fields = "name, speaks, traits, mood, knows";

    /// <summary>The array of characters.</summary>
    public static List<Character> Read(ref DocumentReader json, string field)
    {
        var characters = new List<Character>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (characters.Count == DialogueLimits.MaxCharacters) throw json.Wrong($"a document may have {DialogueLimits.MaxCharacters} characters; split it");
            json.ReadObjectStart(field);
            var character = ReadCharacter(ref json);
            if (!names.Add(character.Name)) throw json.Wrong($"there are two characters \"{character.Name}\"; rename one");
            characters.Add(character);
        }

        return characters;
    }

    private static Character ReadCharacter(ref DocumentReader json)
    {
        var character = new Character("", true, [], [], []);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field))
        {
            character = field switch
            {
                "name" => character with { Name = FactFields.ReadText(ref json, field, DialogueLimits.MaxSpeakerBytes) },
                "speaks" => character with { Speaks = json.ReadBoolean(field) },
                "traits" => character with { Traits = FactFields.Read(ref json, field) },
                "mood" => character with { Mood = FactFields.Read(ref json, field) },
                "knows" => character with { Memory = FactFields.Read(ref json, field) },
                _ => throw json.Unknown(field, Fields),
            };
        }

        return character.Name.Length > 0 ? character : throw json.Wrong("this character has no \"name\"");
    }
}
