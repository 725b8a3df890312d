using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>
/// Convex hulls of points by quickhull (Barber, Dobkin and Huhdanpaa, "The quickhull algorithm for convex hulls", 1996) in binary64:
/// the point farthest outside is added, and the triangles that it sees are replaced by ones to their horizon. In the end triangles of one
/// plane become one face.
/// </summary>
internal sealed class HullBuilder
{
    /// <summary>Most points to build from.</summary>
    public const int MaxPoints = 65_536;

    private readonly List<Float3> _points = [];
    private readonly List<HullTriangle> _triangles = [];
    private readonly Dictionary<(int, int), int> _sides = [];
    private readonly double _tolerance;
    private int[] _seenBy = [];
    private double[] _distances = [];

    private HullBuilder(ReadOnlySpan<Float3> points)
    {
        var known = new HashSet<Float3>();
        foreach (var point in points)
        {
            if (known.Add(point)) _points.Add(point);
        }

        var extent = 0f;
        foreach (var p in _points) extent = Math.Max(extent, Math.Max(Math.Abs(p.X), Math.Max(Math.Abs(p.Y), Math.Abs(p.Z))));
        _tolerance = extent * 3e-6;
    }

    /// <summary>The hull; null where the points lie in a plane.</summary>
    /// <param name="points">Finite.</param>
    public static ConvexHull? Build(ReadOnlySpan<Float3> points)
    {
        var builder = new HullBuilder(points);
        if (!builder.Start()) return null;
        builder.Grow();
        return HullFaces.Merge(builder._points, builder._triangles, builder._tolerance);
    }

    /// <summary>A tetrahedron: the two farthest apart along an axis, the one farthest from their line, the one farthest from that plane.</summary>
    private bool Start()
    {
        if (_points.Count < 4) return false;
        var (a, b) = FarthestPair();
        var along = Wide64(b) - Wide64(a);
        var c = Farthest(p => Double3.Cross(along, Wide64(p) - Wide64(a)).Length / along.Length);
        if (c < 0) return false;
        var normal = Double3.Cross(along, Wide64(c) - Wide64(a)).Normalized();
        var d = Farthest(p => Math.Abs(Double3.Dot(normal, Wide64(p) - Wide64(a))));
        if (d < 0) return false;
        if (Double3.Dot(normal, Wide64(d) - Wide64(a)) > 0) (b, c) = (c, b);
        _seenBy = new int[_points.Count];
        _distances = new double[_points.Count];
        Array.Fill(_seenBy, -1);
        foreach (var (i, j, k) in (ReadOnlySpan<(int, int, int)>)[(a, b, c), (a, d, b), (b, d, c), (c, d, a)]) Add(i, j, k);
        for (var p = 0; p < _points.Count; p++) Assign(p, 0);
        return true;
    }

    private Double3 Wide64(int point) => new(_points[point].X, _points[point].Y, _points[point].Z);

    private (int A, int B) FarthestPair()
    {
        Span<int> low = stackalloc int[3], high = stackalloc int[3];
        low.Clear();
        high.Clear();
        for (var p = 1; p < _points.Count; p++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                if (Part(p, axis) < Part(low[axis], axis)) low[axis] = p;
                if (Part(p, axis) > Part(high[axis], axis)) high[axis] = p;
            }
        }

        var best = 0;
        for (var axis = 1; axis < 3; axis++)
        {
            if (Part(high[axis], axis) - Part(low[axis], axis) > Part(high[best], best) - Part(low[best], best)) best = axis;
        }

        return (low[best], high[best]);
    }

    private float Part(int point, int axis) => axis == 0 ? _points[point].X : axis == 1 ? _points[point].Y : _points[point].Z;

    private int Farthest(Func<int, double> distance)
    {
        var (best, most) = (-1, _tolerance * 4);
        for (var p = 0; p < _points.Count; p++)
        {
            var d = distance(p);
            if (d > most) (best, most) = (p, d);
        }

        return best;
    }

    private void Grow()
    {
        while (true)
        {
            var (next, most) = (-1, 0.0);
            for (var p = 0; p < _points.Count; p++)
            {
                if (_seenBy[p] >= 0 && _distances[p] > most) (next, most) = (p, _distances[p]);
            }

            if (next < 0) return;
            AddPoint(next);
        }
    }

    private void AddPoint(int point)
    {
        var at = Wide64(point);
        var visible = new List<int> { _seenBy[point] };
        _triangles[visible[0]].IsGone = true;
        var horizon = new List<(int From, int To)>();
        for (var i = 0; i < visible.Count; i++)
        {
            var triangle = _triangles[visible[i]];
            foreach (var (from, to) in triangle.Sides())
            {
                var other = _sides[(to, from)];
                if (_triangles[other].IsGone) continue;
                if (_triangles[other].Above(at) > _tolerance)
                {
                    _triangles[other].IsGone = true;
                    visible.Add(other);
                    continue;
                }

                horizon.Add((from, to));
            }
        }

        // A triangle found to be visible after its neighbour's side was taken for the horizon is gone: such sides drop out here.
        horizon.RemoveAll(side => _triangles[_sides[(side.To, side.From)]].IsGone);
        var first = _triangles.Count;
        foreach (var (from, to) in horizon) Add(from, to, point);
        _seenBy[point] = -1;
        for (var p = 0; p < _points.Count; p++)
        {
            if (_seenBy[p] >= 0 && _triangles[_seenBy[p]].IsGone) Assign(p, first);
        }
    }

    private void Add(int a, int b, int c)
    {
        var normal = Double3.Cross(Wide64(b) - Wide64(a), Wide64(c) - Wide64(a));
        var number = _triangles.Count;
        _triangles.Add(new HullTriangle(a, b, c, normal.Normalized(), Wide64(a), normal.Length));
        (_sides[(a, b)], _sides[(b, c)], _sides[(c, a)]) = (number, number, number);
    }

    private void Assign(int point, int first)
    {
        (_seenBy[point], _distances[point]) = (-1, _tolerance);
        for (var t = first; t < _triangles.Count; t++)
        {
            var above = _triangles[t].Above(Wide64(point));
            if (above > _distances[point]) (_seenBy[point], _distances[point]) = (t, above);
        }
    }
}
