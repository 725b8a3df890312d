using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Shortest paths on 8-connected grids without corner cutting, octile costs, optimal; version 1 is jump point search.</summary>
public sealed class PathfindingKernel : IKernel
{
    private readonly SliceSolver _solver = new();

    /// <inheritdoc/>
    public KernelId Id { get; } = new(Kinds.Pathfinding, 1);

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files) => PathfindingPlanner.Plan(Id, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice) => _solver.Execute(slice);

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var paths = (PlannedPaths)plan.State!;
        var answers = new List<PathAnswer>();
        foreach (var output in outputs)
        {
            var first = answers.Count;
            if (!AnswerFormat.TryRead(output.Answer, answers)) throw new InvalidDataException($"slice {output.Slice}: not answers of {Id}");
            for (var i = first; i < answers.Count && i < paths.Queries.Count; i++)
            {
                if (AnswerCheck.Find(paths.Map, paths.Queries[i], answers[i]) is { } wrong) throw new InvalidDataException($"slice {output.Slice}, query {i}: {wrong}");
            }

            canonical.Write(output.Answer.Span);
        }

        if (answers.Count != paths.Queries.Count) throw new InvalidDataException($"{answers.Count} answers to {paths.Queries.Count} queries");
    }

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => PathfindingPresenter.Present((PlannedPaths)plan.State!, canonical, directory);
}
