namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>
/// Triangles of a flat face of any outline, with holes: holes are joined to the outline by bridges, then ears are cut off (Eberly,
/// "Triangulation by ear clipping", 2008). No vertex is added and every side is used once, whatever the numbers are: where rounding leaves no
/// ear, the best corner is taken for one. For one thread.
/// </summary>
internal sealed class FaceTriangulator
{
    private readonly Dictionary<int, int> _next = [];
    private readonly List<List<int>> _outlines = [];
    private readonly List<List<int>> _holes = [];
    private (double X, double Y, double Z)[] _places = [];
    private CancellationToken _cancellation;
    private int _axis;
    private double _sign;

    /// <summary>Triangulates.</summary>
    /// <param name="face">The face.</param>
    /// <param name="normal">Its normal outwards, any length.</param>
    /// <param name="places">Where the vertices are.</param>
    /// <param name="triangles">Receives three vertices each.</param>
    /// <param name="cancellation">Ends it between ears and holes, each of which may take a look at all corners beside all others.</param>
    public void Triangulate(PieceFace face, (double X, double Y, double Z) normal, (double X, double Y, double Z)[] places, List<int> triangles, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        _places = places;
        Project(normal);
        FindLoops(face);
        foreach (var hole in _holes.OrderByDescending(h => h.Max(v => Flat(v).U)).ThenBy(static h => h.Min())) JoinHole(hole);
        foreach (var outline in _outlines) CutEars(outline, triangles);
    }

    /// <summary>The axis along which the face is seen best; turned so that outlines stay counter-clockwise.</summary>
    private void Project((double X, double Y, double Z) n)
    {
        var (x, y, z) = (Math.Abs(n.X), Math.Abs(n.Y), Math.Abs(n.Z));
        _axis = x >= y && x >= z ? 0 : y >= z ? 1 : 2;
        _sign = (_axis == 0 ? n.X : _axis == 1 ? n.Y : n.Z) < 0 ? -1 : 1;
    }

    private (double U, double V) Flat(int vertex)
    {
        var p = _places[vertex];
        return _axis == 0 ? (p.Y, _sign * p.Z) : _axis == 1 ? (p.Z, _sign * p.X) : (p.X, _sign * p.Y);
    }

    private void FindLoops(PieceFace face)
    {
        _next.Clear();
        _outlines.Clear();
        _holes.Clear();
        foreach (var edge in face.Edges) _next[edge.From] = edge.To;
        foreach (var edge in face.Edges)
        {
            var loop = new List<int>();
            for (var at = edge.From; _next.Remove(at, out var to); at = to) loop.Add(at);
            if (loop.Count > 0) (Area(loop) >= 0 ? _outlines : _holes).Add(loop);
        }

        // A face without area has loops of any sign.
        if (_outlines.Count > 0) return;
        _outlines.AddRange(_holes);
        _holes.Clear();
    }

    private double Area(List<int> loop)
    {
        var (sum, origin) = (0.0, Flat(loop[0]));
        for (var i = 1; i + 1 < loop.Count; i++) sum += Turn(origin, Flat(loop[i]), Flat(loop[i + 1]));
        return sum;
    }

    private static double Turn((double U, double V) a, (double U, double V) b, (double U, double V) c) => ((b.U - a.U) * (c.V - a.V)) - ((b.V - a.V) * (c.U - a.U));

    /// <summary>Into the smallest outline around it, by the shortest bridge that crosses nothing.</summary>
    private void JoinHole(List<int> hole)
    {
        var outline = _outlines.Where(o => IsInside(Flat(hole[0]), o)).MinBy(Area) ?? _outlines[0];
        var (best, from, to) = (double.PositiveInfinity, 0, 0);
        for (var i = 0; i < hole.Count; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            for (var j = 0; j < outline.Count; j++)
            {
                var (a, b) = (Flat(hole[i]), Flat(outline[j]));
                var length = ((a.U - b.U) * (a.U - b.U)) + ((a.V - b.V) * (a.V - b.V));
                if (length >= best || Crosses(a, b, outline) || Crosses(a, b, hole) || _holes.Exists(h => Crosses(a, b, h))) continue;
                (best, from, to) = (length, i, j);
            }
        }

        // ... outline[to], then around the hole and back, outline[to] again ...
        var bridge = new List<int>();
        for (var i = 0; i <= hole.Count; i++) bridge.Add(hole[(from + i) % hole.Count]);
        bridge.Add(outline[to]);
        outline.InsertRange(to + 1, bridge);
    }

    private bool IsInside((double U, double V) p, List<int> loop)
    {
        var isInside = false;
        for (var i = 0; i < loop.Count; i++)
        {
            var (a, b) = (Flat(loop[i]), Flat(loop[(i + 1) % loop.Count]));
            if ((a.V > p.V) != (b.V > p.V) && (Turn(a, b, p) > 0) == (b.V > a.V)) isInside = !isInside;
        }

        return isInside;
    }

    private bool Crosses((double U, double V) a, (double U, double V) b, List<int> loop)
    {
        for (var i = 0; i < loop.Count; i++)
        {
            var (c, d) = (Flat(loop[i]), Flat(loop[(i + 1) % loop.Count]));
            if (c == a || c == b || d == a || d == b) continue;
            if ((Turn(a, b, c) > 0) != (Turn(a, b, d) > 0) && (Turn(c, d, a) > 0) != (Turn(c, d, b) > 0)) return true;
        }

        return false;
    }

    private void CutEars(List<int> loop, List<int> triangles)
    {
        var at = 0;
        while (loop.Count > 3)
        {
            _cancellation.ThrowIfCancellationRequested();
            var ear = -1;
            for (var tried = 0; tried < loop.Count && ear < 0; tried++)
            {
                var i = (at + tried) % loop.Count;
                if (IsEar(loop, i)) ear = i;
            }

            if (ear < 0) ear = BestCorner(loop);
            Take(loop, ear, triangles);
            loop.RemoveAt(ear);

            // Going on behind the next corner makes fans of both ends, not slivers from one.
            at = loop.Count == 0 ? 0 : (ear + 1) % loop.Count;
        }

        if (loop.Count == 3) Take(loop, 1, triangles);
    }

    private static void Take(List<int> loop, int i, List<int> triangles)
    {
        triangles.Add(loop[(i + loop.Count - 1) % loop.Count]);
        triangles.Add(loop[i]);
        triangles.Add(loop[(i + 1) % loop.Count]);
    }

    private bool IsEar(List<int> loop, int i)
    {
        var (a, b, c) = (Flat(loop[(i + loop.Count - 1) % loop.Count]), Flat(loop[i]), Flat(loop[(i + 1) % loop.Count]));
        if (Turn(a, b, c) <= 0) return false;
        foreach (var vertex in loop)
        {
            var p = Flat(vertex);
            if (p == a || p == b || p == c) continue;
            if (Turn(a, b, p) >= 0 && Turn(b, c, p) >= 0 && Turn(c, a, p) >= 0) return false;
        }

        return true;
    }

    private int BestCorner(List<int> loop)
    {
        var (best, most) = (0, double.NegativeInfinity);
        for (var i = 0; i < loop.Count; i++)
        {
            var turn = Turn(Flat(loop[(i + loop.Count - 1) % loop.Count]), Flat(loop[i]), Flat(loop[(i + 1) % loop.Count]));
            if (turn > most) (best, most) = (i, turn);
        }

        return best;
    }
}
