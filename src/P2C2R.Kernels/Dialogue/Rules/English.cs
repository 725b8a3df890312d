namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>As much of English as texts need, by rules that are the same everywhere. Only ASCII letters change.</summary>
internal static class English
{
    private static readonly (string One, string Many)[] Irregular =
    [
        ("man", "men"), ("woman", "women"), ("child", "children"), ("foot", "feet"), ("tooth", "teeth"), ("goose", "geese"), ("mouse", "mice"),
        ("ox", "oxen"), ("die", "dice"), ("sheep", "sheep"), ("fish", "fish"), ("deer", "deer"), ("person", "people"),
        ("knife", "knives"), ("wife", "wives"), ("life", "lives"), ("wolf", "wolves"), ("thief", "thieves"), ("loaf", "loaves"), ("leaf", "leaves"),
        ("half", "halves"), ("elf", "elves"), ("self", "selves"), ("calf", "calves"), ("shelf", "shelves"), ("hero", "heroes"), ("potato", "potatoes"), ("echo", "echoes"),
    ];

    // Letters that deceive: a one-eyed unicorn, an honest hour.
    private static readonly string[] SoundLikeConsonants = ["uni", "use", "usu", "eu", "one", "once", "ewe"];
    private static readonly string[] SoundLikeVowels = ["hour", "honest", "honour", "honor", "heir"];
    private static readonly string[] NoMen = ["human", "german", "roman", "norman", "shaman", "talisman", "caiman"];
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
        "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The first letter becomes a capital.</summary>
    public static string Capital(string text) => text.Length > 0 && char.IsAsciiLetterLower(text[0]) ? $"{(char)(text[0] - 'a' + 'A')}{text[1..]}" : text;

    /// <summary>All letters become capitals.</summary>
    public static string Upper(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++) to[i] = char.IsAsciiLetterLower(from[i]) ? (char)(from[i] - 'a' + 'A') : from[i];
    });

    /// <summary>The indefinite article before it.</summary>
    public static string Article(string text)
    {
        if (text.Length == 0) return text;
        var isVowel = StartsWithAny(text, SoundLikeVowels) || ("aeiouAEIOU".Contains(text[0], StringComparison.Ordinal) && !StartsWithAny(text, SoundLikeConsonants));
        return (isVowel ? "an " : "a ") + text;
    }

    /// <summary>The plural of the last word.</summary>
    public static string Plural(string text)
    {
        var word = text[(text.LastIndexOf(' ') + 1)..];
        if (word.Length == 0) return text;
        foreach (var (one, many) in Irregular)
        {
            if (word.EndsWith(one, StringComparison.OrdinalIgnoreCase) && IsWhole(word, one)) return text[..^(one.Length - 1)] + many[1..];
        }

        if (EndsWithAny(word, "s", "x", "z", "ch", "sh")) return text + "es";
        var beforeLast = word.Length > 1 ? word[^2] : 'a';
        return word[^1] == 'y' && !"aeiou".Contains(beforeLast, StringComparison.Ordinal) ? $"{text[..^1]}ies" : text + "s";
    }

    /// <summary>A number in words where it is whole and less than a thousand; else in digits.</summary>
    public static string Spell(long thousandths)
    {
        var (number, part) = Math.DivRem(thousandths, FactValue.One);
        if (part != 0 || number is < 0 or >= 1000) return FactValue.Write(thousandths);
        return number < 100 ? Below100((int)number) : $"{Small[number / 100]} hundred{(number % 100 == 0 ? "" : $" and {Below100((int)(number % 100))}")}";
    }

    private static string Below100(int number) => number < 20 ? Small[number] : Tens[number / 10] + (number % 10 == 0 ? "" : $"-{Small[number % 10]}");

    // A "half-elf" is an elf, a "housewife" a wife and a "watchman" a man; a "human" isn't.
    private static bool IsWhole(string word, string one) =>
        word.Length == one.Length || word[^(one.Length + 1)] == '-' || one is "wife" or "child" or "fish" || (one == "man" && !EndsWithAny(word, NoMen));

    private static bool StartsWithAny(string text, string[] starts) => Array.Exists(starts, s => text.StartsWith(s, StringComparison.OrdinalIgnoreCase));

    private static bool EndsWithAny(string text, params ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
        {
            if (text.EndsWith(end, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
