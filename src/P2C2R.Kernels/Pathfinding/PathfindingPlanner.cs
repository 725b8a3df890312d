using P2C2R.Kernels.Pathfinding.Crowds;
using P2C2R.Kernels.Pathfinding.Preparation;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Cuts the queries of a document into slices, in their order, after one that prepares the map where that is worthwhile. How long a path
/// can be is bounded by the triangle inequality over 4-connected distances from one cell of each component, so the price cap isn't that
/// of walking over the whole map.
/// </summary>
internal sealed class PathfindingPlanner
{
    private const int MaxSearchedQueriesPerSlice = 64;
    private const int MaxPreparedQueriesPerSlice = 512;

    // Bounds a slice's time, and keeps most outputs of searches small enough to travel inside a message.
    private const long MaxSearchedStepsPerSlice = 24_000;
    private const long MaxPreparedStepsPerSlice = 400_000;

    private const int MaxListedAgentsPerSlice = 1_024;
    private const int MaxDrawnAgentsPerSlice = 8_192;
    private const long MaxAgentStepsPerSlice = 4_000_000;

    // Of paths on game maps, as runs of steps in one direction.
    private const int StepsPerPathByte = 8;

    // What labels of game maps have, more or less.
    private const long ExpectedEntriesPerSubgoal = 64;
    private const long ExpectedEdgesPerSubgoal = 20;

    private readonly PathfindingDocument _document;
    private readonly byte[] _canonicalMap;
    private readonly Sha256Hash _mapHash;
    private readonly Sha256Hash[] _blobs;
    private readonly GridMap _map;
    private readonly StepBounds _bounds;
    private readonly List<PlannedSlice> _slices = [];
    private long _expectedLoad;
    private long _maxLoad;

    private PathfindingPlanner(PathfindingDocument document)
    {
        _document = document;
        _canonicalMap = document.Terrain.ToCanonical();
        _map = GridMap.Read(_canonicalMap)!;
        _mapHash = Sha256Hash.Of(_canonicalMap);
        _blobs = SliceInput.IsInline(_canonicalMap.Length) ? [] : [_mapHash];
        _bounds = new StepBounds(_map);
        _expectedLoad = PathfindingUnits.OfMap(_canonicalMap.Length);
        _maxLoad = _expectedLoad;
    }

    /// <summary>Plans.</summary>
    public static TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        var planner = new PathfindingPlanner(PathfindingDocument.Read(bytes.Span, files));
        IPlannedJob job = planner._document.Agents is { } agents ? planner.PlanCrowd(agents) : planner.PlanQueries();
        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>();
        if (planner._blobs.Length > 0) blobs.Add(planner._mapHash, planner._canonicalMap);
        return new TaskPlan(kernel, bytes, planner._slices, blobs, job);
    }

    /// <summary>The field, and batches of agents that depend on it.</summary>
    private PlannedCrowd PlanCrowd(Crowd agents)
    {
        var goal = _document.Goal;
        var field = SliceInput.Begin(SliceJob.Field, _canonicalMap);
        field.I32(goal.X);
        field.I32(goal.Y);
        var units = CrowdUnits.OfField(_map, _canonicalMap.Length);
        _slices.Add(new PlannedSlice(field.Written, _blobs, [], units, units) { OutputBytes = FlowFieldFormat.Length(_map) });
        var load = CrowdUnits.OfLoading(_map, _canonicalMap.Length);
        var cells = new FreeCells(_map);
        for (var first = 0; first < agents.Count;)
        {
            var batch = TakeAgents(agents, first, goal, cells);
            var input = SliceInput.Begin(SliceJob.Agents, _canonicalMap);
            input.I32(goal.X);
            input.I32(goal.Y);
            agents.Part(first, batch.Count).Write(input);
            _slices.Add(new PlannedSlice(input.Written, _blobs, [0], load + batch.ExpectedUnits, load + batch.MaxUnits) { OutputBytes = batch.ExpectedBytes });
            first += batch.Count;
        }

        return new PlannedCrowd(_map, goal, agents);
    }

    private PlannedBatch TakeAgents(Crowd agents, int first, (int X, int Y) goal, FreeCells cells)
    {
        var maxAgents = Math.Min(agents.Listed is null ? MaxDrawnAgentsPerSlice : MaxListedAgentsPerSlice, agents.Count - first);
        long expectedSteps = 0, expectedUnits = 0, maxUnits = 0;
        var count = 0;
        while (count < maxAgents && expectedSteps < MaxAgentStepsPerSlice)
        {
            var (x, y) = agents[first + count, cells];

            // From the goal, so that distances are from there.
            var (least, most) = _bounds.Of(new PathQuery(goal.X, goal.Y, x, y));
            expectedSteps += (least + most) / 2;
            expectedUnits += CrowdUnits.OfAgent((least + most) / 2);
            maxUnits += CrowdUnits.OfAgent(most);
            count++;
        }

        return new PlannedBatch(count, expectedUnits, maxUnits, (count * AnswerFormat.BytesPerAnswer) + (expectedSteps / StepsPerPathByte));
    }

    private PlannedPaths PlanQueries()
    {
        var isPrepared = PlanPreparation();
        var queries = _document.Queries.ToArray();
        for (var first = 0; first < queries.Length;)
        {
            var batch = TakeBatch(queries.AsSpan(first), isPrepared);
            var input = SliceInput.Begin(isPrepared ? SliceJob.PreparedQueries : SliceJob.Queries, _canonicalMap);
            QueryBatch.Write(input, queries.AsSpan(first, batch.Count));
            _slices.Add(new PlannedSlice(input.Written, _blobs, isPrepared ? [0] : [], _expectedLoad + batch.ExpectedUnits, _maxLoad + batch.MaxUnits) { OutputBytes = batch.ExpectedBytes });
            first += batch.Count;
        }

        return new PlannedPaths(_map, queries, _document.Lengths, isPrepared);
    }

    /// <summary>Adds the slice that prepares the map, where it can be and the document wants it or it is worthwhile.</summary>
    private bool PlanPreparation()
    {
        var freeCells = _map.CountFree();
        if (!(_document.Prepare ?? PreparationLimits.IsWorthwhile(_document.Queries.Count, freeCells))) return false;
        var subgoals = new Subgoals(_map, CancellationToken.None).Count;
        if (!PreparationLimits.IsPossible(subgoals, freeCells)) return false;
        var (maxEdges, maxEntries) = (PreparationLimits.MaxEdges(subgoals), PreparationLimits.MaxEntries(freeCells));
        var (edges, entries) = ((int)Math.Min(maxEdges, subgoals * ExpectedEdgesPerSubgoal), (int)Math.Min(maxEntries, subgoals * ExpectedEntriesPerSubgoal));
        var expected = PathfindingUnits.OfPreparation(_canonicalMap.Length, edges, entries);
        var most = PathfindingUnits.OfPreparation(_canonicalMap.Length, maxEdges, maxEntries);
        var length = PreparedMap.Length(subgoals, entries);
        _slices.Add(new PlannedSlice(SliceInput.Begin(SliceJob.Prepare, _canonicalMap).Written, _blobs, [], expected, most, Deliver: false) { OutputBytes = length });
        _expectedLoad += PathfindingUnits.OfPreparation(length);
        _maxLoad += PathfindingUnits.OfPreparation(PreparedMap.Length(subgoals, maxEntries));
        return true;
    }

    private PlannedBatch TakeBatch(ReadOnlySpan<PathQuery> queries, bool isPrepared)
    {
        var (maxQueries, maxSteps) = isPrepared ? (MaxPreparedQueriesPerSlice, MaxPreparedStepsPerSlice) : (MaxSearchedQueriesPerSlice, MaxSearchedStepsPerSlice);
        long expectedSteps = 0, expectedUnits = 0, maxUnits = 0;
        var count = 0;
        while (count < Math.Min(maxQueries, queries.Length))
        {
            var (least, most) = _bounds.Of(queries[count]);
            var expected = (least + most) / 2;
            if (count > 0 && expectedSteps + expected > maxSteps) break;
            expectedSteps += expected;
            expectedUnits += PathfindingUnits.OfQuery(expected, isPrepared);

            // A preparation may give up, and then the map is searched.
            maxUnits += PathfindingUnits.OfQuery(most, isPrepared: false);
            count++;
        }

        return new PlannedBatch(count, expectedUnits, maxUnits, (count * AnswerFormat.BytesPerAnswer) + (expectedSteps / StepsPerPathByte));
    }

    /// <summary>The next queries or agents of a slice, and what they are expected to cost.</summary>
    private readonly record struct PlannedBatch(int Count, long ExpectedUnits, long MaxUnits, long ExpectedBytes);
}
