namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>
/// Cuts a polygon into triangles (G. Meisters, "Polygons Have Ears", 1975), the ear with the shortest cut first. The polygon
/// may touch itself at corners and walk a cut both ways, as <see cref="RegionShape.Joined"/> makes them.
/// </summary>
internal static class EarClipper
{
    /// <summary>Triangles as triples of indices into the corners, counter-clockwise; null where there are no ears left.</summary>
    public static List<int>? Clip(List<Corner> corners, CancellationToken cancellation)
    {
        var rest = Enumerable.Range(0, corners.Count).ToList();
        var lengths = new long[corners.Count];
        for (var i = 0; i < rest.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            lengths[i] = LengthOf(corners, rest, i);
        }

        var triangles = new List<int>();
        while (rest.Count > 3)
        {
            cancellation.ThrowIfCancellationRequested();
            var ear = Shortest(rest, lengths);
            if (ear < 0) return null;
            var (before, after) = (Before(rest, ear), After(rest, ear));
            triangles.AddRange([rest[before], rest[ear], rest[after]]);
            rest.RemoveAt(ear);
            var next = ear == rest.Count ? 0 : ear;
            foreach (var at in (ReadOnlySpan<int>)[Before(rest, next), next]) lengths[rest[at]] = LengthOf(corners, rest, at);

            // What was no ear may have become one when a corner in its way went.
            for (var i = 0; i < rest.Count; i++)
            {
                if (lengths[rest[i]] != long.MaxValue - 1) continue;
                cancellation.ThrowIfCancellationRequested();
                lengths[rest[i]] = LengthOf(corners, rest, i);
            }
        }

        if (Corner.Turn(corners[rest[0]], corners[rest[1]], corners[rest[2]]) <= 0) return null;
        triangles.AddRange(rest);
        return triangles;
    }

    private static int Before(List<int> rest, int at) => at == 0 ? rest.Count - 1 : at - 1;

    private static int After(List<int> rest, int at) => at + 1 == rest.Count ? 0 : at + 1;

    private static int Shortest(List<int> rest, long[] lengths)
    {
        var best = -1;
        for (var i = 0; i < rest.Count; i++)
        {
            if (lengths[rest[i]] < long.MaxValue - 1 && (best < 0 || lengths[rest[i]] < lengths[rest[best]])) best = i;
        }

        return best;
    }

    /// <summary>The squared length of the cut that takes a corner off; the greatest number for a corner that bends inwards, one less where something is in the way.</summary>
    private static long LengthOf(List<Corner> corners, List<int> rest, int at)
    {
        var (p, c, n) = (corners[rest[Before(rest, at)]], corners[rest[at]], corners[rest[After(rest, at)]]);
        if (Corner.Turn(p, c, n) <= 0) return long.MaxValue;
        for (var i = 0; i < rest.Count; i++)
        {
            var (a, b) = (corners[rest[i]], corners[rest[After(rest, i)]]);
            if (Segments.Crosses(a, b, p, n)) return long.MaxValue - 1;
            if (a.IsAt(p) || a.IsAt(c) || a.IsAt(n)) continue;
            if (Corner.Turn(p, c, a) >= 0 && Corner.Turn(c, n, a) >= 0 && Corner.Turn(n, p, a) >= 0) return long.MaxValue - 1;
        }

        long x = n.X - p.X, z = n.Z - p.Z;
        return (x * x) + (z * z);
    }
}
