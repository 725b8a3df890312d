using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing;

/// <summary>One of the kinds of rays. They differ in what a document may ask for and in the files that are made of the answer.</summary>
public abstract class RayKernel : IPreviewKernel
{
    private readonly RaySolver _solver = new();

    /// <summary>A kernel.</summary>
    /// <param name="kind">Its kind.</param>
    private protected RayKernel(string kind) => Id = new KernelId(kind, 1);

    /// <inheritdoc/>
    public KernelId Id { get; }

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => NewDocument().Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => RayMerger.Merge((RayPlan)plan.State!, outputs, canonical);

    /// <inheritdoc/>
    public bool TryPreview(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream png) => RayPreview.TryWrite((RayPlan)plan.State!, outputs, png);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => Present((RayPlan)plan.State!, RayResult.Read(canonical), directory);

    /// <summary>An empty document of the kind.</summary>
    private protected abstract RayDocument NewDocument();

    /// <summary>Writes the kind's files.</summary>
    private protected abstract Presentation Present(RayPlan plan, RayResult result, string directory);
}
