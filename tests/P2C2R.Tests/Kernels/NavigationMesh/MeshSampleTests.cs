using System.Text.Json.Nodes;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Tests.Kernels.NavigationMesh;

public sealed class MeshSampleTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "ai_pathfinding");

    /// <summary>With <c>P2C2R_WRITE_SAMPLES=1</c> this writes it instead.</summary>
    [Fact]
    public void The_sample_is_what_its_generator_makes()
    {
        var path = Path.Combine(Folder, "keep.obj");
        if (Environment.GetEnvironmentVariable("P2C2R_WRITE_SAMPLES") == "1") File.WriteAllBytes(path, SampleKeep.Obj());
        Assert.Equal(File.ReadAllBytes(path), SampleKeep.Obj());
    }

    [Fact]
    public void The_sample_is_solved_and_presented()
    {
        var kernel = new PathfindingKernel();
        var plan = kernel.Plan(File.ReadAllBytes(Path.Combine(Folder, "keep.json")), new FilesIn(Folder));
        using var canonical = new MemoryStream();
        Assert.Null(new LocalRun(kernel, plan, 2, null, TestContext.Current.CancellationToken).Run(canonical).Failure);
        canonical.Position = 0;
        var output = Directory.CreateTempSubdirectory("p2c2r");
        try
        {
            var presentation = kernel.Present(plan, canonical, output.FullName);
            Assert.Equal(5, (int)presentation.Figures["reachable"]!);
            var paths = JsonNode.Parse(File.ReadAllBytes(Path.Combine(output.FullName, "paths.json")))!["paths"]!.AsArray();
            Assert.Equal(["reachable", "reachable", "reachable", "reachable", "reachable", "unreachable", "start_blocked", "goal_outside"], paths.Select(static p => (string)p!["status"]!));

            // Straight under the bridge it is 16 units; up the bridge from below one has to go round by ramp or stairs.
            Assert.InRange((double)paths[0]!["distance"]!, 16, 16.5);
            Assert.InRange((double)paths[1]!["distance"]!, 13, 13.1);
            Assert.InRange((double)paths[2]!["distance"]!, 18, 40);
            Assert.Equal(3.2, (double)paths[2]!["path"]!.AsArray()[^1]![1]!, 0.01);
            Assert.True(GltfReader.Read("navigation_mesh.glb", new FilesIn(output.FullName)).TriangleCount > 50);
            Assert.All(presentation.Files, file => Assert.True(new FileInfo(Path.Combine(output.FullName, file)).Length > 0));
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }
}
