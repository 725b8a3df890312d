namespace P2C2R.Kernels.Pathfinding;

/// <summary>Queries that were planned.</summary>
/// <param name="Map">The map.</param>
/// <param name="Queries">All queries of the task, in order.</param>
/// <param name="Lengths">What a scenario file says are the optimal lengths, or null.</param>
/// <param name="IsPrepared">Whether the map is prepared for them.</param>
internal sealed record PlannedPaths(GridMap Map, IReadOnlyList<PathQuery> Queries, IReadOnlyList<double>? Lengths, bool IsPrepared) : IPlannedJob
{
    /// <inheritdoc/>
    public void Merge(IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var answers = new List<PathAnswer>();
        foreach (var output in outputs)
        {
            var first = answers.Count;
            if (!AnswerFormat.TryRead(output.Answer, answers)) throw new InvalidDataException($"slice {output.Slice}: not answers to queries");
            for (var i = first; i < answers.Count && i < Queries.Count; i++)
            {
                if (AnswerCheck.Find(Map, Queries[i], answers[i]) is { } wrong) throw new InvalidDataException($"slice {output.Slice}, query {i}: {wrong}");
            }

            canonical.Write(output.Answer.Span);
        }

        if (answers.Count != Queries.Count) throw new InvalidDataException($"{answers.Count} answers to {Queries.Count} queries");
    }

    /// <inheritdoc/>
    public Presentation Present(Stream canonical, string directory) => PathfindingPresenter.Present(this, canonical, directory);
}
