namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>A crowd that was planned. Its canonical output: the field (<see cref="FlowFieldFormat"/>), then the answers (<see cref="AnswerFormat"/>).</summary>
/// <param name="Map">The map.</param>
/// <param name="Goal">Where all go, unframed.</param>
/// <param name="Agents">The agents.</param>
internal sealed record PlannedCrowd(GridMap Map, (int X, int Y) Goal, Crowd Agents) : IPlannedJob
{
    /// <inheritdoc/>
    public void Merge(IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        if (FlowFieldFormat.Read(outputs[0].Answer, Map, Goal, CancellationToken.None) is null) throw new InvalidDataException($"slice {outputs[0].Slice}: not a field that leads to the goal");
        canonical.Write(outputs[0].Answer.Span);
        var cells = new FreeCells(Map);
        var agent = 0;
        var answers = new List<PathAnswer>();
        foreach (var output in outputs.Skip(1))
        {
            answers.Clear();
            if (!AnswerFormat.TryRead(output.Answer, answers, counted: false) || answers.Count > Agents.Count - agent) throw new InvalidDataException($"slice {output.Slice}: not answers for agents");
            foreach (var answer in answers)
            {
                if (AnswerCheck.Find(Map, Query(agent, cells), answer) is { } wrong) throw new InvalidDataException($"slice {output.Slice}, agent {agent}: {wrong}");
                agent++;
            }

            canonical.Write(output.Answer.Span);
        }

        if (agent != Agents.Count) throw new InvalidDataException($"{agent} answers for {Agents.Count} agents");
    }

    /// <inheritdoc/>
    public Presentation Present(Stream canonical, string directory) => CrowdPresenter.Present(this, canonical, directory);

    /// <summary>An agent's question.</summary>
    public PathQuery Query(int agent, FreeCells cells)
    {
        var (x, y) = Agents[agent, cells];
        return new PathQuery(x, y, Goal.X, Goal.Y);
    }
}
