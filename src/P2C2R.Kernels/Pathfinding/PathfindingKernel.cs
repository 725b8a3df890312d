using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Shortest paths on 8-connected grids without corner cutting, octile costs, optimal. Version 2: on maps that are prepared once (subgoals
/// with hub labels) or by jump point search, and for crowds.
/// </summary>
public sealed class PathfindingKernel : IKernel
{
    private readonly SliceSolver _solver = new();

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.Pathfinding, 2);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => PathfindingPlanner.Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => ((IPlannedJob)plan.State!).Merge(outputs, canonical);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => ((IPlannedJob)plan.State!).Present(canonical, directory);
}
