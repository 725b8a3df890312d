namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>
/// Our own small table of characters, the same on every machine (the platform's changes with its release). It is exact for ASCII, Latin-1, white space,
/// and the blocks of punctuation, symbols and pictures; any other character counts as a letter. Where Unicode says otherwise (combining marks, digits
/// and punctuation of scripts not named here) a text may be split into other tokens than in training, but still decodes to the same text.
/// </summary>
internal static class CharacterTable
{
    // First and last, in order.
    private static readonly (int First, int Last, CharacterClass Class)[] Ranges =
    [
        (0x80, 0x84, CharacterClass.Other),
        (0x85, 0x85, CharacterClass.Space),
        (0x86, 0x9F, CharacterClass.Other),
        (0xA0, 0xA0, CharacterClass.Space),
        (0xA1, 0xA9, CharacterClass.Other),
        (0xAB, 0xB1, CharacterClass.Other),
        (0xB2, 0xB3, CharacterClass.Number),
        (0xB4, 0xB4, CharacterClass.Other),
        (0xB6, 0xB8, CharacterClass.Other),
        (0xB9, 0xB9, CharacterClass.Number),
        (0xBB, 0xBB, CharacterClass.Other),
        (0xBC, 0xBE, CharacterClass.Number),
        (0xBF, 0xBF, CharacterClass.Other),
        (0xD7, 0xD7, CharacterClass.Other),
        (0xF7, 0xF7, CharacterClass.Other),
        (0x300, 0x36F, CharacterClass.Other),
        (0x660, 0x669, CharacterClass.Number),
        (0x6F0, 0x6F9, CharacterClass.Number),
        (0x966, 0x96F, CharacterClass.Number),
        (0x1680, 0x1680, CharacterClass.Space),
        (0x2000, 0x200A, CharacterClass.Space),
        (0x200B, 0x2027, CharacterClass.Other),
        (0x2028, 0x2029, CharacterClass.Space),
        (0x202A, 0x202E, CharacterClass.Other),
        (0x202F, 0x202F, CharacterClass.Space),
        (0x2030, 0x205E, CharacterClass.Other),
        (0x205F, 0x205F, CharacterClass.Space),
        (0x2060, 0x206F, CharacterClass.Other),
        (0x2070, 0x2070, CharacterClass.Number),
        (0x2074, 0x2079, CharacterClass.Number),
        (0x207A, 0x207E, CharacterClass.Other),
        (0x2080, 0x2089, CharacterClass.Number),
        (0x208A, 0x208E, CharacterClass.Other),
        (0x20A0, 0x20FF, CharacterClass.Other),
        (0x2150, 0x2182, CharacterClass.Number),
        (0x2190, 0x245F, CharacterClass.Other),
        (0x2460, 0x249B, CharacterClass.Number),
        (0x249C, 0x24E9, CharacterClass.Other),
        (0x24EA, 0x24FF, CharacterClass.Number),
        (0x2500, 0x2775, CharacterClass.Other),
        (0x2776, 0x2793, CharacterClass.Number),
        (0x2794, 0x2BFF, CharacterClass.Other),
        (0x2E00, 0x2E7F, CharacterClass.Other),
        (0x3000, 0x3000, CharacterClass.Space),
        (0x3001, 0x3004, CharacterClass.Other),
        (0x3007, 0x3007, CharacterClass.Number),
        (0x3008, 0x3020, CharacterClass.Other),
        (0xD800, 0xF8FF, CharacterClass.Other),
        (0xFE00, 0xFE6F, CharacterClass.Other),
        (0xFF01, 0xFF0F, CharacterClass.Other),
        (0xFF10, 0xFF19, CharacterClass.Number),
        (0xFF1A, 0xFF20, CharacterClass.Other),
        (0xFF3B, 0xFF40, CharacterClass.Other),
        (0xFF5B, 0xFF65, CharacterClass.Other),
        (0xFFE0, 0xFFFF, CharacterClass.Other),
        (0x1F000, 0x1FAFF, CharacterClass.Other),
        (0xE0000, 0x10FFFF, CharacterClass.Other),
    ];

    /// <summary>The class of a code point.</summary>
    public static CharacterClass Find(int code)
    {
        if (code < 0x80) return FindAscii((char)code);
        var (low, high) = (0, Ranges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Ranges[middle].Last < code) low = middle + 1;
            else high = middle;
        }

        return low < Ranges.Length && Ranges[low].First <= code ? Ranges[low].Class : CharacterClass.Letter;
    }

    private static CharacterClass FindAscii(char code) => code switch
    {
        '\r' or '\n' => CharacterClass.LineEnd,
        ' ' or (>= '\t' and <= '\f') => CharacterClass.Space,
        >= '0' and <= '9' => CharacterClass.Number,
        (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => CharacterClass.Letter,
        _ => CharacterClass.Other,
    };
}
