using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.RayTracing.Rendering;

/// <summary>Tasks on the samples' room, from their document to their result.</summary>
internal static class RayTask
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "rt_reflections");

    public static TaskPlan Plan(string kind, string fields, params (string Name, byte[] Bytes)[] files) =>
        KernelCatalog.Newest(kind)!.Plan(Encoding.UTF8.GetBytes($$"""{"scene":"room.glb",{{fields}}}"""), new MemoryFiles([("room.glb", Room), .. files]));

    public static byte[] Room { get; } = File.ReadAllBytes(Path.Combine(Folder, "room.glb"));

    public static (RayResult Result, byte[] Bytes, long Units) Run(TaskPlan plan)
    {
        using var canonical = new MemoryStream();
        var merged = new LocalRun(KernelCatalog.Find(plan.Kernel)!, plan, 2, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.True(merged.Failure is null, merged.Failure?.Reason);
        return (RayResult.Read(canonical.ToArray())!, canonical.ToArray(), merged.WorkUnits);
    }
}
