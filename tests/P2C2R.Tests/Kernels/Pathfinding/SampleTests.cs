using System.Text;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Tests.Kernels.Pathfinding;

public sealed class SampleTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "ai_pathfinding");

    /// <summary>With <c>P2C2R_WRITE_SAMPLES=1</c> this writes them instead.</summary>
    [Fact]
    public void The_samples_are_what_their_generator_makes()
    {
        var rows = SampleMap.Rows();
        var map = SampleMap.MapFile(rows);
        var scenario = SampleMap.ScenarioFile(rows, "halls.map");
        if (Environment.GetEnvironmentVariable("P2C2R_WRITE_SAMPLES") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(Path.Combine(Folder, "halls.map"), map);
            File.WriteAllText(Path.Combine(Folder, "halls.map.scen"), scenario);
        }

        Assert.Equal(File.ReadAllText(Path.Combine(Folder, "halls.map")), map);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, "halls.map.scen")), scenario);
    }

    [Theory]
    [InlineData("halls.json", 60)]
    [InlineData("halls_prepared.json", 60)]
    [InlineData("crowd.json", 400)]
    [InlineData("courtyard.json", 4)]
    public void Every_sample_is_solved_and_presented(string name, int queries)
    {
        var kernel = new PathfindingKernel();
        var plan = kernel.Plan(File.ReadAllBytes(Path.Combine(Folder, name)), new FilesIn(Folder));
        using var canonical = new MemoryStream();
        Assert.Null(new LocalRun(kernel, plan, 2, null, TestContext.Current.CancellationToken).Run(canonical).Failure);
        canonical.Position = 0;
        var output = Environment.GetEnvironmentVariable("P2C2R_SAMPLE_OUT") is { Length: > 0 } kept ? Directory.CreateDirectory(Path.Combine(kept, name)) : Directory.CreateTempSubdirectory("p2c2r");
        try
        {
            var presentation = kernel.Present(plan, canonical, output.FullName);
            Assert.Equal(queries, (int)(presentation.Figures["queries"] ?? presentation.Figures["agents"])!);
            if (presentation.Figures["scenario_max_difference"] is { } difference) Assert.InRange((double)difference, 0, 1e-7);
            Assert.All(presentation.Files, file => Assert.True(new FileInfo(Path.Combine(output.FullName, file)).Length > 0));
            Assert.StartsWith("\u0089PNG\r\n\u001a\n", Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(output.FullName, "map.png")).AsSpan(0, 8)), StringComparison.Ordinal);
        }
        finally
        {
            if (Environment.GetEnvironmentVariable("P2C2R_SAMPLE_OUT") is null or "") output.Delete(recursive: true);
        }
    }
}
