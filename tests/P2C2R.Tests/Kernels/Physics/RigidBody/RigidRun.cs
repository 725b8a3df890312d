using System.Text;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Physics.RigidBody;

namespace P2C2R.Tests.Kernels.Physics.RigidBody;

/// <summary>Runs documents of the kernel on this machine.</summary>
internal static class RigidRun
{
    public static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "physics_rigid_body");

    public static string Sample(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static (MergedTask Merged, byte[] Canonical) Run(string document, int threads = 1)
    {
        var kernel = new RigidBodyKernel();
        using var canonical = new MemoryStream();
        var merged = new LocalRun(kernel, kernel.Plan(Encoding.UTF8.GetBytes(document), new FilesIn(Folder)), threads, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        return (merged, canonical.ToArray());
    }
}
