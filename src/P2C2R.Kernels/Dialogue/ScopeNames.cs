namespace P2C2R.Kernels.Dialogue;

/// <summary>What scopes are called in rules and in results.</summary>
internal static class ScopeNames
{
    private static readonly string[] Names = ["speaker", "mood", "memory", "listener", "world", "event"];

    /// <summary>All of them, for messages.</summary>
    public static string All => string.Join(", ", Names);

    /// <summary>A scope's name.</summary>
    public static string Of(FactScope scope) => Names[(int)scope];

    /// <summary>The scope with a name, or null.</summary>
    public static FactScope? Find(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            if (name.SequenceEqual(Names[i])) return (FactScope)i;
        }

        return null;
    }
}
