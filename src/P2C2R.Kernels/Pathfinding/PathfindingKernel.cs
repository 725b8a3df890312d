using P2C2R.Kernels.NavigationMesh;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Shortest paths: on navigation meshes built from triangles (documents that name a mesh), and on 8-connected grids without corner cutting, octile costs, optimal. Version 2: on maps that are prepared once (subgoals
/// with hub labels) or by jump point search, for crowds, and on meshes.
/// </summary>
public sealed class PathfindingKernel : IKernel
{
    private readonly SliceSolver _solver = new();
    private readonly NavigationSolver _onMeshes = new();

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.Pathfinding, 2);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) =>
        NavigationDocument.Names(document.Span) ? NavigationPlanner.Plan(Id, document, files) : PathfindingPlanner.Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => NavigationSolver.Takes(slice) ? _onMeshes.Execute(slice) : _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical) => ((IPlannedJob)plan.State!).Merge(outputs, canonical);

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => ((IPlannedJob)plan.State!).Present(canonical, directory);
}
