using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary>Which lights surfaces see: masks with soft shadows, ambient occlusion, shadow maps.</summary>
public sealed class ShadowsKernel : IPreviewKernel
{
    private readonly RaySolver _solver = new();

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.Shadows, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => new ShadowsDocument().Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => RayMerger.Merge((RayPlan)plan.State!, outputs, canonical);

    /// <inheritdoc/>
    public bool TryPreview(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream png) => RayPreview.TryWrite((RayPlan)plan.State!, outputs, png);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => ShadowsPresenter.Present((RayPlan)plan.State!, RayResult.Read(canonical), directory);
}
