namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A piece of a text: characters as they are, or something in braces.</summary>
internal sealed record TemplatePiece
{
    /// <summary>Characters as they are.</summary>
    public string Literal { get; init; } = "";

    /// <summary>The fact to print.</summary>
    public FactName? Fact { get; init; }

    /// <summary>The list of words, or the variable, to expand.</summary>
    public string? Symbol { get; init; }

    /// <summary>Keeps the expansion under this name for the rest of the line.</summary>
    public string? Variable { get; init; }

    /// <summary>Applied to the expansion, first one first.</summary>
    public IReadOnlyList<TextModifier> Modifiers { get; init; } = [];

    /// <summary>Decides whether <see cref="TextModifier.Count"/> makes a plural.</summary>
    public FactName? CountFact { get; init; }
}
