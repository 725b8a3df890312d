using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Tests.Kernels.Pathfinding;

/// <summary>Solves a document and reads the file that a game would read.</summary>
internal static class PathsOf
{
    private static readonly PathfindingKernel Kernel = new();

    public static JsonArray Document(byte[] document, IInputFiles files)
    {
        var plan = Kernel.Plan(document, files);
        using var canonical = new MemoryStream();
        var merged = new LocalRun(Kernel, plan, 1, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        canonical.Position = 0;
        var folder = Directory.CreateTempSubdirectory("p2c2r");
        try
        {
            Kernel.Present(plan, canonical, folder.FullName);
            return JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "paths.json")))!["paths"]!.AsArray();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
