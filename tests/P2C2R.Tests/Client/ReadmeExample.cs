using P2C2R.Client;

namespace P2C2R.Tests.Client;

/// <summary>The example that README.md shows, word for word; <see cref="ReadmeExampleTests"/> runs it and compares.</summary>
internal static class ReadmeExample
{
    public static async Task RunAsync(GridClientOptions options, string folder)
    {
#pragma warning disable CA2007, xUnit1051
        // The example begins.
        await using var grid = await GridClient.ConnectAsync(options);
        var document = """{ "rows": ["....", ".@@.", "...."], "start": [0, 0], "goal": [3, 2] }"""u8.ToArray();
        var limits = new TaskOptions { Deadline = TimeSpan.FromSeconds(5), LocalFallback = true };
        using var path = await grid.RunAsync("ai_pathfinding", document, options: limits);
        if (!path.Succeeded)
        {
            Console.WriteLine($"{path.Error}: {path.Message}");
            return;
        }

        foreach (var line in path.Present(folder).Lines) Console.WriteLine(line);
        Console.WriteLine($"{path.OutputHash}: {path.WorkUnits} work units, {path.Cost}, {path.Latency}");
        // The example ends.
#pragma warning restore CA2007, xUnit1051
    }
}
