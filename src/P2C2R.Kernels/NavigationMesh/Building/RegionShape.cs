namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>A region with simplified outlines: one around it and any number around holes. Knows whether it is still a proper plane figure.</summary>
internal sealed class RegionShape
{
    private readonly List<List<Corner>> _holes = [];
    private readonly CancellationToken _cancellation;
    private List<Corner>? _around;

    private RegionShape(CancellationToken cancellation) => _cancellation = cancellation;

    /// <summary>Puts the outlines of a region together.</summary>
    /// <returns>Null where simplifying made it something else: then its chains need more detail.</returns>
    public static RegionShape? From(IEnumerable<Outline> outlines, CancellationToken cancellation)
    {
        var shape = new RegionShape(cancellation);
        foreach (var outline in outlines)
        {
            var corners = outline.Simplified();
            var area = AreaOf(corners);
            if (corners.Count < 3 || area == 0) return null;
            if (area < 0) shape._holes.Add(corners);
            else if (shape._around is null) shape._around = corners;
            else return null;
        }

        return shape._around is not null && shape.IsProper() ? shape : null;
    }

    /// <summary>One polygon: the holes are joined with what is around them by cuts that are walked both ways. Null where that fails.</summary>
    public List<Corner>? Joined()
    {
        var polygon = new List<Corner>(_around!);

        // From the left to the right, so that cuts to the left always meet something that is joined already.
        _holes.Sort(static (a, b) => a.Min().CompareTo(b.Min()));
        for (var i = 0; i < _holes.Count; i++)
        {
            if (!TryJoin(polygon, i)) return null;
        }

        return polygon;
    }

    private static long AreaOf(List<Corner> corners)
    {
        long area = 0;
        for (var i = 1; i + 1 < corners.Count; i++) area += Corner.Turn(corners[0], corners[i], corners[i + 1]);
        return area;
    }

    /// <summary>No two sides cross, none lies on another, none touches a corner that isn't its own, and holes lie inside.</summary>
    private bool IsProper()
    {
        var sides = new List<(Corner A, Corner B)>();
        foreach (var outline in (IEnumerable<List<Corner>>)[_around!, .. _holes])
        {
            for (var i = 0; i < outline.Count; i++) sides.Add((outline[i], outline[(i + 1) % outline.Count]));
        }

        // By their left ends: only sides that overlap along x are compared.
        var order = sides.ToArray();
        Array.Sort(order, static (s, t) => LeftOf(s) != LeftOf(t) ? LeftOf(s).CompareTo(LeftOf(t)) : s.A.CompareTo(t.A) != 0 ? s.A.CompareTo(t.A) : s.B.CompareTo(t.B));
        for (var i = 0; i < order.Length; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            var right = Math.Max(order[i].A.X, order[i].B.X);
            for (var j = i + 1; j < order.Length && LeftOf(order[j]) <= right; j++)
            {
                if (Segments.Conflict(order[i].A, order[i].B, order[j].A, order[j].B)) return false;
            }
        }

        return _holes.TrueForAll(IsInside);
    }

    private bool IsInside(List<Corner> hole)
    {
        _cancellation.ThrowIfCancellationRequested();
        return hole.Exists(corner => !_around!.Contains(corner)) && IsAround(_around!, hole);
    }

    private static int LeftOf((Corner A, Corner B) side) => Math.Min(side.A.X, side.B.X);

    /// <summary>Whether an outline lies inside another that it doesn't cross: one of its corners that isn't shared does.</summary>
    private static bool IsAround(List<Corner> around, List<Corner> outline)
    {
        foreach (var corner in outline)
        {
            if (around.Exists(c => c.IsAt(corner))) continue;
            var isInside = false;
            for (var i = 0; i < around.Count; i++)
            {
                var (a, b) = (around[i], around[(i + 1) % around.Count]);
                if (a.Z > corner.Z == b.Z > corner.Z) continue;
                if (Corner.Turn(a, b, corner) > 0 == b.Z > a.Z) isInside = !isInside;
            }

            return isInside;
        }

        return false;
    }

    private bool TryJoin(List<Corner> polygon, int hole)
    {
        var corners = _holes[hole];
        var least = 0;
        for (var i = 1; i < corners.Count; i++)
        {
            if (corners[i].CompareTo(corners[least]) < 0) least = i;
        }

        // The shortest cut from the hole's leftmost corner that nothing is in the way of; the first among equals.
        var best = -1;
        var bestLength = long.MaxValue;
        for (var i = 0; i < polygon.Count; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            long x = polygon[i].X - corners[least].X, z = polygon[i].Z - corners[least].Z;
            var length = (x * x) + (z * z);
            if (length >= bestLength || !Sees(polygon, i, corners[least], hole)) continue;
            (best, bestLength) = (i, length);
        }

        if (best < 0) return false;
        var cut = new List<Corner>();
        for (var i = 0; i <= corners.Count; i++) cut.Add(corners[(least + i) % corners.Count]);
        cut.Add(polygon[best]);
        polygon.InsertRange(best + 1, cut);
        return true;
    }

    private bool Sees(List<Corner> polygon, int from, Corner to, int hole)
    {
        var start = polygon[from];
        if (!start.IsAt(to) && !Segments.IsInCone(polygon[(from + polygon.Count - 1) % polygon.Count], start, polygon[(from + 1) % polygon.Count], to)) return false;
        if (IsBlocked(polygon, start, to)) return false;
        for (var i = hole; i < _holes.Count; i++)
        {
            if (IsBlocked(_holes[i], start, to)) return false;
        }

        return true;
    }

    private static bool IsBlocked(List<Corner> outline, Corner start, Corner end)
    {
        for (var i = 0; i < outline.Count; i++)
        {
            if (Segments.Blocks(outline[i], outline[(i + 1) % outline.Count], start, end)) return true;
        }

        return false;
    }
}
