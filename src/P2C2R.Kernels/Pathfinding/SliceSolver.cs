using System.Collections.Concurrent;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Executes slices. Safe for threads.</summary>
internal sealed class SliceSolver
{
    private readonly MapCache _maps = new();
    private readonly ConcurrentBag<QuerySolver> _idle = [];

    /// <summary>Executes a slice; see <see cref="IKernel.Execute"/>.</summary>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (!QueryBatch.TryRead(slice.Input, out var inlineMap, out var queries)) return Refusal.Of(slice, "the input is not a batch of queries");
        if (slice.Blobs.Count != (inlineMap is null ? 1 : 0)) return Refusal.Of(slice, "the input needs its map: one blob, or none where the map is in the input");
        var data = inlineMap is { } bytes ? new SliceData(Sha256Hash.Of(bytes.Span), bytes) : slice.Blobs[0];
        if (_maps.Load(data.Hash, data.Bytes.Span) is not { } map) return Refusal.Of(slice, "the map is not in the canonical format");
        if (!_idle.TryTake(out var solver)) solver = new QuerySolver();
        try
        {
            return Solve(slice, solver, map, data.Bytes.Length, queries);
        }
        finally
        {
            _idle.Add(solver);
        }
    }

    private static OutputTrailer Solve(SliceExecution slice, QuerySolver solver, LoadedMap map, int mapLength, PathQuery[] queries)
    {
        var answers = new CanonicalWriter();
        var runs = new CanonicalWriter();
        var units = PathfindingUnits.OfMap(mapLength);
        for (var i = 0; i < queries.Length; i++)
        {
            slice.Cancellation.ThrowIfCancellationRequested();

            // The rest costs at least this much: a slice that can't afford it needs no search.
            if (units + ((queries.Length - i) * PathfindingUnits.OfQuery(0)) > slice.MaxUnits) return OutOfUnits(slice);
            var answer = solver.Solve(map.Map, map.Components, queries[i], slice.Cancellation);
            units += PathfindingUnits.OfQuery((long)answer.Straight + answer.Diagonal);
            runs.Clear();
            PathRuns.Write(runs, solver.Runs);
            AnswerFormat.Write(answers, answer, runs.Written.Span);
            slice.Progress((i + 1.0) / queries.Length);
        }

        if (units > slice.MaxUnits) return OutOfUnits(slice);
        slice.Output.Write(answers.Written.Span);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static OutputTrailer OutOfUnits(SliceExecution slice) => new(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
}
