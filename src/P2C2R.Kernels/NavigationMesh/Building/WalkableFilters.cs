using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>
/// Decides on which spans an agent may stand, as the pipeline of M. Mononen's Recast (2009) does: low obstacles can be stepped
/// on, ledges can't, and there must be room to stand.
/// </summary>
internal static class WalkableFilters
{
    private const int Sky = 1 << 20;

    /// <summary>What is no higher above a walkable span than an agent climbs becomes walkable itself: kerbs, stairs, small debris.</summary>
    public static void AllowLowObstacles(Heightfield field, int climb, CancellationToken cancellation)
    {
        var spans = field.Spans;
        for (var column = 0; column < field.First.Length; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            var below = -1;
            var wasWalkable = false;
            for (var at = field.First[column]; at >= 0; at = spans[at].Next)
            {
                var isWalkable = spans[at].IsWalkable;
                if (!isWalkable && wasWalkable && spans[at].Top - spans[below].Top <= climb) spans[at].IsWalkable = true;
                wasWalkable = isWalkable;
                below = at;
            }
        }
    }

    /// <summary>A span with a drop beside it deeper than an agent climbs, or on too steep a staircase of voxels, isn't walkable.</summary>
    public static void RefuseLedges(Heightfield field, int height, int climb, CancellationToken cancellation)
    {
        var isLedge = new bool[field.Count];
        for (var z = 0; z < field.Depth; z++)
        {
            for (var x = 0; x < field.Width; x++)
            {
                for (var at = field.First[x + (z * field.Width)]; at >= 0; at = field.Spans[at].Next)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (field.Spans[at].IsWalkable) isLedge[at] = IsLedge(field, x, z, at, height, climb);
                }
            }
        }

        for (var i = 0; i < isLedge.Length; i++)
        {
            cancellation.LookNowAndThen(i);
            field.Spans[i].IsWalkable &= !isLedge[i];
        }
    }

    /// <summary>A span without room above it isn't walkable.</summary>
    public static void RefuseLowCeilings(Heightfield field, int height, CancellationToken cancellation)
    {
        var spans = field.Spans;
        for (var column = 0; column < field.First.Length; column++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var at = field.First[column]; at >= 0; at = spans[at].Next)
            {
                if (spans[at].Next >= 0 && spans[spans[at].Next].Bottom - spans[at].Top < height) spans[at].IsWalkable = false;
            }
        }
    }

    private static bool IsLedge(Heightfield field, int x, int z, int span, int height, int climb)
    {
        var spans = field.Spans;
        var floor = spans[span].Top;
        var ceiling = spans[span].Next < 0 ? Sky : spans[spans[span].Next].Bottom;
        int deepest = Sky, lowest = floor, highest = floor;
        for (var direction = 0; direction < 4; direction++)
        {
            var (nextX, nextZ) = (x + Direction.X(direction), z + Direction.Z(direction));
            var isInside = (uint)nextX < (uint)field.Width && (uint)nextZ < (uint)field.Depth;
            var at = isInside ? field.First[nextX + (nextZ * field.Width)] : -1;

            // From below the lowest span: as deep as a drop must be to count.
            var nextCeiling = at < 0 ? Sky : spans[at].Bottom;
            if (Math.Min(ceiling, nextCeiling) - floor >= height) return true;
            for (; at >= 0; at = spans[at].Next)
            {
                var nextFloor = spans[at].Top;
                if (nextFloor + height > ceiling) break;
                nextCeiling = spans[at].Next < 0 ? Sky : spans[spans[at].Next].Bottom;
                if (Math.Min(ceiling, nextCeiling) - Math.Max(floor, nextFloor) < height) continue;
                var step = nextFloor - floor;
                deepest = Math.Min(deepest, step);
                if (Math.Abs(step) > climb) continue;
                lowest = Math.Min(lowest, nextFloor);
                highest = Math.Max(highest, nextFloor);
            }
        }

        return deepest < -climb || highest - lowest > climb;
    }
}
