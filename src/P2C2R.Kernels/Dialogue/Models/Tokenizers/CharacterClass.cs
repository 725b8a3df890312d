namespace P2C2R.Kernels.Dialogue.Models.Tokenizers;

/// <summary>What splitting a text into words knows of a character.</summary>
internal enum CharacterClass
{
    /// <summary>Punctuation, symbols, controls and whatever isn't one of the others.</summary>
    Other,

    /// <summary>A letter.</summary>
    Letter,

    /// <summary>A digit or another number.</summary>
    Number,

    /// <summary>White space that isn't a line's end.</summary>
    Space,

    /// <summary>Carriage return or line feed.</summary>
    LineEnd,
}
