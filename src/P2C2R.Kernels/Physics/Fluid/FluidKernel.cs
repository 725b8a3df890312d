using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Liquids in a tank, as particles that carry the volume and a grid on which forces act (docs/kernels/fluid.md).</summary>
public sealed class FluidKernel : IPreviewKernel
{
    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.Fluid, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => FluidPlanner.Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => FluidSolver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => FluidMerger.Merge(plan, outputs, canonical);

    /// <inheritdoc/>
    public bool TryPreview(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream png) => FluidPreview.TryWrite(plan, outputs, png);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => FluidPresenter.Present((FluidDocument)plan.State!, canonical, directory);
}
