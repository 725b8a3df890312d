using System.Runtime.InteropServices;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>Executes the slices of a crowd: the field, and batches of agents that follow it. Safe for threads.</summary>
internal sealed class CrowdSolver
{
    private const int KeptFields = 2;
    private const int FlushBytes = 1 << 16;
    private const int AgentsPerCheck = 256;

    private readonly HashCache<FlowField> _fields = new(KeptFields);

    /// <summary>Computes the field.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="rest">Of its input: <c>i32 goal x | i32 goal y</c>.</param>
    /// <param name="map">The map.</param>
    /// <param name="mapLength">Bytes of the canonical map.</param>
    public static OutputTrailer ExecuteField(SliceExecution slice, ReadOnlySpan<byte> rest, GridMap map, int mapLength)
    {
        var reader = new CanonicalReader(rest);
        var goal = (reader.I32(), reader.I32());
        if (!reader.AtEnd) return Refusal.Of(slice, "the input is not a goal");
        var units = CrowdUnits.OfField(map, mapLength);
        if (units > slice.MaxUnits) return OutOfUnits(slice);
        slice.Output.Write(FlowFieldFormat.Write(FlowField.Compute(map, goal, slice.Progress, slice.Cancellation)));
        slice.Done(WorkStep.Preprocess, 1);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    /// <summary>Lets agents follow the field.</summary>
    /// <param name="slice">The slice; it depends on that with the field.</param>
    /// <param name="rest">Of its input: <c>i32 goal x | i32 goal y | agents</c> (<see cref="Crowd"/>).</param>
    /// <param name="map">The map.</param>
    /// <param name="mapData">The map's bytes.</param>
    public OutputTrailer ExecuteAgents(SliceExecution slice, ReadOnlySpan<byte> rest, GridMap map, SliceData mapData)
    {
        var reader = new CanonicalReader(rest);
        var goal = (X: reader.I32(), Y: reader.I32());
        if (Crowd.TryRead(ref reader) is not { } crowd) return Refusal.Of(slice, "the input is not a crowd");
        var cells = new FreeCells(map);
        if (crowd.Listed is null && cells.Count == 0) return Refusal.Of(slice, "there is no free cell for an agent");
        if (LoadField(slice, map, mapData.Hash, goal) is not { } field) return Refusal.Of(slice, "the field is not one of this map and goal");
        return Follow(slice, crowd, cells, field, CrowdUnits.OfLoading(map, mapData.Bytes.Length));
    }

    private FlowField? LoadField(SliceExecution slice, GridMap map, Sha256Hash mapHash, (int X, int Y) goal)
    {
        // The goal is in the field's bytes too.
        var (hash, bytes) = slice.Dependencies[0];
        var field = _fields.Load(mapHash, hash, () => FlowFieldFormat.Read(bytes, map, goal, slice.Cancellation));
        return field?.Goal == goal ? field : null;
    }

    private static OutputTrailer Follow(SliceExecution slice, Crowd crowd, FreeCells cells, FlowField field, long units)
    {
        var answers = new CanonicalWriter();
        var runs = new List<(int Direction, int Steps)>();
        var encoded = new CanonicalWriter();
        for (var agent = 0; agent < crowd.Count; agent++)
        {
            if (agent % AgentsPerCheck == 0)
            {
                slice.Cancellation.ThrowIfCancellationRequested();
                slice.Progress((double)agent / crowd.Count);
                slice.Done(agent == 0 ? WorkStep.Load : WorkStep.Item, agent == 0 ? 1 : AgentsPerCheck);
                if (units > slice.MaxUnits) return OutOfUnits(slice);
            }

            units += Answer(crowd[agent, cells], field, runs, encoded, answers);
            if (answers.Written.Length < FlushBytes) continue;
            slice.Output.Write(answers.Written.Span);
            answers.Clear();
        }

        if (units > slice.MaxUnits) return OutOfUnits(slice);
        slice.Output.Write(answers.Written.Span);
        slice.Done(WorkStep.Item, ((crowd.Count - 1) % AgentsPerCheck) + 1);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    /// <summary>Writes one agent's answer; its work units.</summary>
    private static long Answer((int X, int Y) agent, FlowField field, List<(int Direction, int Steps)> runs, CanonicalWriter encoded, CanonicalWriter answers)
    {
        var status = QuerySolver.Classify(field.Map, new PathQuery(agent.X, agent.Y, field.Goal.X, field.Goal.Y));
        if (status == QueryStatus.Reachable && field[agent.X + 1, agent.Y + 1] == FlowField.NoWay) status = QueryStatus.Unreachable;
        runs.Clear();
        if (status == QueryStatus.Reachable) field.Follow(agent.X + 1, agent.Y + 1, runs);
        var (straight, diagonal) = (0, 0);
        foreach (var (direction, steps) in runs)
        {
            if (PathRuns.IsDiagonal(direction)) diagonal += steps;
            else straight += steps;
        }

        encoded.Clear();
        PathRuns.Write(encoded, CollectionsMarshal.AsSpan(runs));
        AnswerFormat.WriteUncounted(answers, status, straight, diagonal, encoded.Written.Span);
        return CrowdUnits.OfAgent((long)straight + diagonal);
    }

    private static OutputTrailer OutOfUnits(SliceExecution slice) => new(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
}
