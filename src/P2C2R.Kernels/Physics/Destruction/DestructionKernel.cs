using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>Solids that break: Voronoi fracture, bonds, and rigid bodies when they give way. The same bytes on every machine, however sliced.</summary>
public sealed class DestructionKernel : IKernel
{
    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.Destruction, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => DestructionPlanner.Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => DestructionSolver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => DestructionMerger.Merge((DestructionPlan)plan.State!, outputs, canonical);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => DestructionPresenter.Present((DestructionPlan)plan.State!, canonical, directory);
}
