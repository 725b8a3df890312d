namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>A fact as rules name it: <c>memory.visits</c>.</summary>
/// <param name="Scope">Whose.</param>
/// <param name="Name">What.</param>
internal readonly record struct FactName(FactScope Scope, string Name)
{
    /// <summary>As it is written.</summary>
    public override string ToString() => $"{ScopeNames.Of(Scope)}.{Name}";
}
