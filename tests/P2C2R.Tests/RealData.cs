namespace P2C2R.Tests;

/// <summary>Public input data beside the project; tests that need it are skipped where it is absent.</summary>
internal static class RealData
{
    /// <summary>The folder: <c>P2C2R_DATA</c>, or <c>../shared/data</c> from the repository's root, or from its worktrees' neighbour.</summary>
    public static string? Folder { get; } = Candidates().FirstOrDefault(Directory.Exists);

    /// <summary>A folder in it; skips the running test where it is absent.</summary>
    public static string Require(string name)
    {
        var folder = Folder is null ? null : Path.Combine(Folder, name);
        Assert.SkipUnless(Directory.Exists(folder), $"needs ../shared/data/{name} (or P2C2R_DATA), which is not here");
        return folder!;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("P2C2R_DATA") is { Length: > 0 } set) yield return set;
        yield return Path.Combine(RepositoryRoot.Path, "..", "shared", "data");
    }
}
