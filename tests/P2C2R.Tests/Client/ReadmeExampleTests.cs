using System.Text.RegularExpressions;
using P2C2R.Client;
using P2C2R.Tests.EndToEnd;

namespace P2C2R.Tests.Client;

[Collection(EndToEndCollection.Name)]
public sealed partial class ReadmeExampleTests
{
    [Fact]
    public async Task The_example_runs_on_a_real_grid()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var grid = await TestGrid.StartAsync(1, stop);
        var folder = Path.Combine(grid.Folder, "path");
        await ReadmeExample.RunAsync(new GridClientOptions { Coordinator = grid.Processes.Coordinator, Name = "my-game", StateFolder = grid.Processes.GamerState }, folder);
        Assert.True(File.Exists(Path.Combine(folder, "paths.json")));
    }

    [Fact]
    public void The_readme_shows_exactly_this_example()
    {
        var source = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "P2C2R.Tests", "Client", "ReadmeExample.cs"));
        var example = Example().Match(source).Groups[1].Value;
        var lines = example.TrimEnd().Split('\n').Select(static l => l.StartsWith("        ", StringComparison.Ordinal) ? l[8..] : l);
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md"));
        Assert.Contains($"```csharp\n{string.Join('\n', lines)}\n```", readme, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"// The example begins\.\n(.*?)\n\s*// The example ends\.", RegexOptions.Singleline)]
    private static partial Regex Example();
}
