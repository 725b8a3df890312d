using P2C2R.Kernels.RayTracing.Presenting;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Kernels.RayTracing.GlobalIllumination;

/// <summary>Light that is scattered from surface to surface: lightmaps, probes, pictures.</summary>
public sealed class GlobalIlluminationKernel : IPreviewKernel
{
    private readonly RaySolver _solver = new();

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.GlobalIllumination, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => new GlobalIlluminationDocument().Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => RayMerger.Merge((RayPlan)plan.State!, outputs, canonical);

    /// <inheritdoc/>
    public bool TryPreview(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream png) => RayPreview.TryWrite((RayPlan)plan.State!, outputs, png);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => GlobalIlluminationPresenter.Present((RayPlan)plan.State!, RayResult.Read(canonical), directory);
}
