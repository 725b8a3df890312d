using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.NavigationMesh;
using P2C2R.Kernels.NavigationMesh.Search;
using P2C2R.Kernels.Pathfinding;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.NavigationMesh;

/// <summary>Plans, computes and merges a document of the mesh form.</summary>
internal static class NavigationOf
{
    private static readonly PathfindingKernel Kernel = new();

    public static TaskPlan Plan(string json, byte[] obj) => Kernel.Plan(Encoding.UTF8.GetBytes(json), new MemoryFiles(("m.obj", obj)));

    public static (PolygonMesh Mesh, List<MeshAnswer> Answers) Document(string json, byte[] obj) => Run(Plan(json, obj));

    public static (PolygonMesh Mesh, List<MeshAnswer> Answers) Run(TaskPlan plan)
    {
        using var canonical = new MemoryStream();
        var merged = new LocalRun(Kernel, plan, 1, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        var bytes = canonical.ToArray();
        var reader = new CanonicalReader(bytes);
        var length = reader.I32();
        var mesh = PolygonMesh.Read(reader.Take(length));
        Assert.NotNull(mesh);
        var answers = new List<MeshAnswer>();
        Assert.True(MeshAnswerFormat.TryRead(bytes.AsSpan(4 + length), answers));
        return (mesh, answers);
    }
}
