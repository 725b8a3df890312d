using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>The slice that prepares a map, once for all tasks that ask about it.</summary>
internal static class MapPreparer
{
    // Shares of the time, as seen on the StarCraft maps.
    private const double GraphDone = 0.05;
    private const double OrderDone = 0.3;

    /// <summary>Prepares a map and writes the preparation (<see cref="PreparedMap"/>).</summary>
    public static OutputTrailer Execute(SliceExecution slice, GridMap map, int mapLength)
    {
        var freeCells = map.CountFree();
        var subgoals = new Subgoals(map, slice.Cancellation);
        if (!PreparationLimits.IsPossible(subgoals.Count, freeCells)) return Refusal.Of(slice, "this map can't be prepared; ask without a preparation");
        var most = PathfindingUnits.OfPreparation(mapLength, PreparationLimits.MaxEdges(subgoals.Count), PreparationLimits.MaxEntries(freeCells));
        if (slice.MaxUnits < most) return new OutputTrailer(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
        var labels = Label(slice, subgoals, freeCells, out var edges);
        PreparedMap.Write(labels, slice.Output, slice.Cancellation);
        slice.Progress(1);
        slice.Done(WorkStep.Preprocess, 1);
        return new OutputTrailer(labels is null ? most : PathfindingUnits.OfPreparation(mapLength, edges, labels.Sum(static l => l.Count)), SliceOutcome.Completed);
    }

    private static LabelList[]? Label(SliceExecution slice, Subgoals subgoals, int freeCells, out int edges)
    {
        var graph = new SubgoalGraph(subgoals, PreparationLimits.MaxEdges(subgoals.Count), slice.Cancellation);
        edges = graph.EdgeCount;
        if (!graph.IsComplete) return null;
        slice.Progress(GraphDone);
        var order = CoverageOrder.Find(graph, fraction => slice.Progress(GraphDone + ((OrderDone - GraphDone) * fraction)), slice.Cancellation);
        LeafOrder.Apply(graph, order, slice.Cancellation);
        return LabelBuilder.Build(graph, order, PreparationLimits.MaxEntries(freeCells), fraction => slice.Progress(OrderDone + ((1 - OrderDone) * fraction)), slice.Cancellation);
    }
}
