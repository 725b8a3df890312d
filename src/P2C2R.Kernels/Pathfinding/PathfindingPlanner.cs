using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Cuts the queries of a document into slices, in their order. How long a path can be is bounded by the triangle inequality
/// over 4-connected distances from one cell of each component, so the price cap isn't that of walking over the whole map.
/// </summary>
internal static class PathfindingPlanner
{
    private const int MaxQueriesPerSlice = 64;

    // Bounds a slice's time, and keeps most outputs small enough to travel inside a message.
    private const long MaxExpectedStepsPerSlice = 24_000;

    /// <summary>Plans.</summary>
    public static TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        var document = PathfindingDocument.Read(bytes.Span, files);
        var canonicalMap = document.Terrain.ToCanonical();
        var map = GridMap.Read(canonicalMap)!;
        var isInline = QueryBatch.IsInline(canonicalMap.Length);
        var hash = Sha256Hash.Of(canonicalMap);
        Sha256Hash[] blobs = isInline ? [] : [hash];
        var slices = new List<PlannedSlice>();
        var bounds = new StepBounds(map);
        for (var first = 0; first < document.Queries.Count;)
        {
            var batch = TakeBatch(document.Queries, first, bounds);
            var input = QueryBatch.Write(canonicalMap, document.Queries.Skip(first).Take(batch.Count));
            var ofMap = PathfindingUnits.OfMap(canonicalMap.Length);
            slices.Add(new PlannedSlice(input, blobs, [], ofMap + batch.ExpectedUnits, ofMap + batch.MaxUnits));
            first += batch.Count;
        }

        var plannedBlobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>();
        if (!isInline) plannedBlobs.Add(hash, canonicalMap);
        return new TaskPlan(kernel, bytes, slices, plannedBlobs, new PlannedPaths(map, document.Queries, document.Lengths));
    }

    private static (int Count, long ExpectedUnits, long MaxUnits) TakeBatch(List<PathQuery> queries, int first, StepBounds bounds)
    {
        long expectedSteps = 0, expectedUnits = 0, maxUnits = 0;
        var count = 0;
        while (count < MaxQueriesPerSlice && first + count < queries.Count)
        {
            var (least, most) = bounds.Of(queries[first + count]);
            var expected = (least + most) / 2;
            if (count > 0 && expectedSteps + expected > MaxExpectedStepsPerSlice) break;
            expectedSteps += expected;
            expectedUnits += PathfindingUnits.OfQuery(expected);
            maxUnits += PathfindingUnits.OfQuery(most);
            count++;
        }

        return (count, expectedUnits, maxUnits);
    }
}
