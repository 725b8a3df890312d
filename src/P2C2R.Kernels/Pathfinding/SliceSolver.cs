using System.Collections.Concurrent;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Pathfinding.Crowds;
using P2C2R.Kernels.Pathfinding.Preparation;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Executes slices. Safe for threads.</summary>
internal sealed class SliceSolver
{
    private const int KeptMaps = 4;
    private const int KeptPreparations = 2;

    private readonly HashCache<GridMap> _maps = new(KeptMaps);
    private readonly HashCache<GridComponents> _components = new(KeptMaps);
    private readonly HashCache<PreparedMap> _preparations = new(KeptPreparations);
    private readonly CrowdSolver _crowds = new();
    private readonly ConcurrentBag<QuerySolver> _idle = [];

    /// <summary>Executes a slice; see <see cref="IKernel.Execute"/>.</summary>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (!SliceInput.TryRead(slice.Input, out var input)) return Refusal.Of(slice, "the input is not one of this kernel");
        if (input.FindMap(slice) is not { } data) return Refusal.Of(slice, "the input needs its map: one blob, or none where the map is in the input");
        if (_maps.Load(data.Hash, () => GridMap.Read(data.Bytes.Span, slice.Cancellation)) is not { } map) return Refusal.Of(slice, "the map is not in the canonical format");
        if (slice.Dependencies.Count != (input.Job is SliceJob.PreparedQueries or SliceJob.Agents ? 1 : 0)) return Refusal.Of(slice, "the slice depends on as many others as its job says: on a preparation, a field or nothing");
        return input.Job switch
        {
            SliceJob.Prepare => Prepare(slice, input, map, data),
            SliceJob.Field => CrowdSolver.ExecuteField(slice, input.Rest.Span, map, data.Bytes.Length),
            SliceJob.Agents => _crowds.ExecuteAgents(slice, input.Rest.Span, map, data),
            _ => Answer(slice, input, map, data),
        };
    }

    private static OutputTrailer Prepare(SliceExecution slice, SliceInput input, GridMap map, SliceData data) =>
        input.Rest.IsEmpty ? MapPreparer.Execute(slice, map, data.Bytes.Length) : Refusal.Of(slice, "there is more after the map");

    private OutputTrailer Answer(SliceExecution slice, SliceInput input, GridMap map, SliceData data)
    {
        if (QueryBatch.TryRead(input.Rest.Span) is not { } queries) return Refusal.Of(slice, "the input is not a batch of queries");
        var prepared = input.Job == SliceJob.PreparedQueries ? LoadPreparation(slice, map, data.Hash) : null;
        var isPrepared = prepared is not null;
        if (!isPrepared && input.Job == SliceJob.PreparedQueries && !PreparedMap.IsTooComplex(slice.Dependencies[0].Bytes.Span)) return Refusal.Of(slice, "the preparation is not one of this map");
        var components = isPrepared ? null : _components.Load(data.Hash, () => new GridComponents(map, slice.Cancellation));
        if (!_idle.TryTake(out var solver)) solver = new QuerySolver();
        try
        {
            solver.Take(map, components, prepared);
            return Solve(slice, solver, PathfindingUnits.OfMap(data.Bytes.Length) + (isPrepared ? PathfindingUnits.OfPreparation(slice.Dependencies[0].Bytes.Length) : 0), queries);
        }
        finally
        {
            _idle.Add(solver);
        }
    }

    private PreparedMap? LoadPreparation(SliceExecution slice, GridMap map, Sha256Hash mapHash)
    {
        var dependency = slice.Dependencies[0];
        return _preparations.Load(mapHash, dependency.Hash, () => PreparedMap.Read(new Subgoals(map, slice.Cancellation), dependency.Bytes.Span, slice.Cancellation));
    }

    private static OutputTrailer Solve(SliceExecution slice, QuerySolver solver, long units, PathQuery[] queries)
    {
        var answers = new CanonicalWriter();
        var runs = new CanonicalWriter();
        slice.Done(WorkStep.Load, 1);
        for (var i = 0; i < queries.Length; i++)
        {
            slice.Cancellation.ThrowIfCancellationRequested();

            // The rest costs at least this much: a slice that can't afford it needs no search.
            if (units + ((queries.Length - i) * PathfindingUnits.OfQuery(0, solver.IsPrepared)) > slice.MaxUnits) return OutOfUnits(slice);
            if (solver.Solve(queries[i], slice.Cancellation) is not { } answer) return Refusal.Of(slice, "the preparation is not one of this map");
            units += PathfindingUnits.OfQuery((long)answer.Straight + answer.Diagonal, solver.IsPrepared);
            runs.Clear();
            PathRuns.Write(runs, solver.Runs);
            AnswerFormat.Write(answers, answer, runs.Written.Span);
            slice.Done(WorkStep.Item, 1);
            slice.Progress((i + 1.0) / queries.Length);
        }

        if (units > slice.MaxUnits) return OutOfUnits(slice);
        slice.Output.Write(answers.Written.Span);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static OutputTrailer OutOfUnits(SliceExecution slice) => new(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
}
