namespace P2C2R.Cli.Bench;

/// <summary>Node and the scripts of <c>bench/rivals</c>, where both are installed.</summary>
/// <param name="Node">The program.</param>
/// <param name="Folder">The scripts' folder in the source tree that this program was built in, with its packages.</param>
internal sealed record NodeScripts(string Node, string Folder)
{
    /// <summary>Finds them; null where Node isn't installed or npm hasn't installed this package of the scripts.</summary>
    public static NodeScripts? Find(string package)
    {
        if (FindProgram("node") is not { } node) return null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var scripts = Path.Combine(folder.FullName, "bench", "rivals");
            if (File.Exists(Path.Combine(scripts, "package.json"))) return Directory.Exists(Path.Combine(scripts, "node_modules", package)) ? new NodeScripts(node, scripts) : null;
        }

        return null;
    }

    /// <summary>A program of the search path, or of the folders for servers.</summary>
    public static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Append("/usr/sbin").Append("/usr/local/sbin")
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>The command line of a script.</summary>
    public IReadOnlyList<string> Command(string script, params string[] arguments) => [Node, Path.Combine(Folder, script), .. arguments];
}
