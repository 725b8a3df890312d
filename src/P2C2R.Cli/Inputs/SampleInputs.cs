namespace P2C2R.Cli.Inputs;

/// <summary>The small inputs that come with the project: <c>samples/KIND/*.json</c>, at the root of the source tree or beside the program.</summary>
internal static class SampleInputs
{
    /// <summary>The samples of a kind, by name; empty where there are none.</summary>
    public static IReadOnlyList<string> Of(string kind)
    {
        if (Folder is not { } samples || !Directory.Exists(Path.Combine(samples, kind))) return [];
        return [.. Directory.GetFiles(Path.Combine(samples, kind), "*.json").Order(StringComparer.Ordinal)];
    }

    private static string? Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var samples = Path.Combine(folder.FullName, "samples");
                if (Directory.Exists(samples)) return samples;
            }

            return null;
        }
    }
}
