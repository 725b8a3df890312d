namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>What <c>{name|modifier}</c> does to a text. English, ASCII letters.</summary>
internal enum TextModifier
{
    /// <summary><c>cap</c>: the first letter becomes a capital.</summary>
    Capital,

    /// <summary><c>upper</c>: all letters become capitals.</summary>
    Upper,

    /// <summary><c>a</c>: the indefinite article before it.</summary>
    Article,

    /// <summary><c>s</c>: the plural.</summary>
    Plural,

    /// <summary><c>count:FACT</c>: the plural unless the fact is 1.</summary>
    Count,

    /// <summary><c>spell</c>: a whole number in words.</summary>
    Spell,
}
