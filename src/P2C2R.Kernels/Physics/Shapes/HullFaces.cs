using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>Joins the triangles of a hull that lie in one plane: contacts then meet whole faces, and there are fewer of them.</summary>
internal static class HullFaces
{
    // Cosine: a sliver may lie within the tolerance of a plane and yet face elsewhere.
    private const double SameDirection = 0.9995;

    /// <summary>Makes the hull.</summary>
    /// <param name="points">Its points, and others inside.</param>
    /// <param name="triangles">Those that are not gone are its surface.</param>
    /// <param name="tolerance">How far a corner may lie from the plane of its face.</param>
    public static ConvexHull Merge(List<Float3> points, List<HullTriangle> triangles, double tolerance)
    {
        var alive = triangles.FindAll(static t => !t.IsGone);
        var bySide = new Dictionary<(int, int), int>();
        for (var t = 0; t < alive.Count; t++)
        {
            foreach (var side in alive[t].Sides()) bySide[side] = t;
        }

        var faceOf = new int[alive.Count];
        Array.Fill(faceOf, -1);
        var (loops, normals) = (new List<int[]>(), new List<Float3>());

        // Greatest first: its plane is the best known.
        foreach (var seed in Enumerable.Range(0, alive.Count).OrderByDescending(t => alive[t].Area).ThenBy(static t => t))
        {
            if (faceOf[seed] >= 0) continue;
            var members = Spread(points, alive, bySide, faceOf, seed, loops.Count, tolerance);
            loops.Add(Loop(alive, bySide, faceOf, members));
            normals.Add(new Float3((float)alive[seed].Normal.X, (float)alive[seed].Normal.Y, (float)alive[seed].Normal.Z).Normalized());
        }

        return Compact(points, loops, normals);
    }

    private static List<int> Spread(List<Float3> points, List<HullTriangle> alive, Dictionary<(int, int), int> bySide, int[] faceOf, int seed, int face, double tolerance)
    {
        var members = new List<int> { seed };
        faceOf[seed] = face;
        for (var i = 0; i < members.Count; i++)
        {
            foreach (var (from, to) in alive[members[i]].Sides())
            {
                var next = bySide[(to, from)];
                if (faceOf[next] >= 0 || Double3.Dot(alive[next].Normal, alive[seed].Normal) < SameDirection) continue;
                var isFlat = true;
                foreach (var (corner, _) in alive[next].Sides()) isFlat &= Math.Abs(alive[seed].Above(new(points[corner].X, points[corner].Y, points[corner].Z))) <= 4 * tolerance;
                if (!isFlat) continue;
                faceOf[next] = face;
                members.Add(next);
            }
        }

        return members;
    }

    /// <summary>The outline of a face: sides whose other triangle is of another face, one after the other.</summary>
    private static int[] Loop(List<HullTriangle> alive, Dictionary<(int, int), int> bySide, int[] faceOf, List<int> members)
    {
        var next = new Dictionary<int, int>();
        var start = -1;
        foreach (var member in members)
        {
            foreach (var (from, to) in alive[member].Sides())
            {
                if (faceOf[bySide[(to, from)]] == faceOf[member]) continue;
                next[from] = to;
                start = start < 0 ? from : start;
            }
        }

        var loop = new List<int>();
        for (var at = start; loop.Count <= next.Count; at = next[at])
        {
            if (at == start && loop.Count > 0) break;
            loop.Add(at);
        }

        return [.. loop];
    }

    private static ConvexHull Compact(List<Float3> points, List<int[]> loops, List<Float3> normals)
    {
        var numbers = new Dictionary<int, int>();
        var vertices = new List<Float3>();
        foreach (var loop in loops)
        {
            for (var i = 0; i < loop.Length; i++)
            {
                if (!numbers.TryGetValue(loop[i], out var number))
                {
                    number = vertices.Count;
                    numbers.Add(loop[i], number);
                    vertices.Add(points[loop[i]]);
                }

                loop[i] = number;
            }
        }

        return new ConvexHull(vertices, loops, normals);
    }
}
