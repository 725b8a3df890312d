using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Rigid bodies, stepped: falling, stacked, rolling, hinged. The same bytes on every machine, however sliced.</summary>
public sealed class RigidBodyKernel : IKernel
{
    private readonly RigidSolver _solver = new();

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.RigidBody, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => RigidPlanner.Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => RigidMerger.Merge((RigidPlan)plan.State!, outputs, canonical);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => RigidPresenter.Present((RigidPlan)plan.State!, canonical, directory);
}
