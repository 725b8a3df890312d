using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;

namespace P2C2R.Tests.Kernels;

/// <summary>A document planned, computed and presented, with the files that it left.</summary>
internal sealed class KernelRun : IDisposable
{
    private readonly DirectoryInfo _folder;

    private KernelRun(TaskPlan plan, MergedTask merged, Presentation presentation, DirectoryInfo folder, byte[] canonical)
    {
        (Plan, Merged, Presentation, _folder, Canonical) = (plan, merged, presentation, folder, canonical);
    }

    public TaskPlan Plan { get; }

    public MergedTask Merged { get; }

    public Presentation Presentation { get; }

    public byte[] Canonical { get; }

    public string Folder => _folder.FullName;

    public static KernelRun Of(IKernel kernel, string document, IInputFiles? files = null, int threads = 1)
    {
        var plan = kernel.Plan(Encoding.UTF8.GetBytes(document), files ?? NoFiles.Instance);
        using var canonical = new MemoryStream();
        var merged = new LocalRun(kernel, plan, threads, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        canonical.Position = 0;
        var folder = Directory.CreateTempSubdirectory("p2c2r");
        return new KernelRun(plan, merged, kernel.Present(plan, canonical, folder.FullName), folder, canonical.ToArray());
    }

    public byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder, file));

    public JsonNode ReadJson(string file) => JsonNode.Parse(Read(file))!;

    public void Dispose() => _folder.Delete(recursive: true);
}
