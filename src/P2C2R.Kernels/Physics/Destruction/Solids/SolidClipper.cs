using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>
/// What a solid and a convex cell have in common, plane by plane. A face is a set of directed edges, so it may have any shape and holes;
/// a plane cuts the edges (each once for both of its faces), and on each face joins the points where its outline goes out to those where
/// it comes in, in their order along the line. So the surface stays closed whatever the numbers are, and which vertex is cut off is
/// decided exactly (<see cref="ExactSide"/>). For one thread.
/// </summary>
internal sealed class SolidClipper
{
    private readonly List<Carrier> _carriers = [];
    private readonly List<int> _vertexCarriers = [];
    private readonly List<int> _vertexPlanes = [];
    private readonly List<(double X, double Y, double Z)> _places = [];
    private readonly List<bool> _isOutside = [];
    private readonly Dictionary<(int, int), int> _cuts = [];
    private readonly List<(double Along, int Vertex)> _leaving = [];
    private readonly List<(double Along, int Vertex)> _entering = [];
    private readonly List<CellPlane> _planes = [];
    private readonly Solid _solid;
    private readonly List<Carrier> _edges = [];
    private readonly int[] _edgeOf;
    private GridPoint[] _points = [];
    private List<PieceFace> _faces = [];

    /// <summary>For one solid.</summary>
    public SolidClipper(Solid solid)
    {
        (_solid, _edgeOf) = (solid, new int[solid.Triangles.Length]);
        for (var i = 0; i < solid.Triangles.Length; i++)
        {
            var (from, to) = (solid.Triangles[i], solid.Triangles[i % 3 == 2 ? i - 2 : i + 1]);
            var key = (Math.Min(from, to), Math.Max(from, to));
            if (!_cuts.TryGetValue(key, out _edgeOf[i]))
            {
                _edgeOf[i] = _edges.Count;
                _cuts.Add(key, _edges.Count);
                _edges.Add(new(CarrierKind.Edge, key.Item1, key.Item2));
            }
        }
    }

    /// <summary>Clips.</summary>
    /// <param name="origin">From where the planes are seen: the cell's site.</param>
    /// <param name="planes">The cell's planes.</param>
    /// <param name="cancellation">Ends it between planes.</param>
    /// <returns>What is left, or null where that is nothing.</returns>
    public ClippedSolid? Clip(GridPoint origin, IReadOnlyList<CellPlane> planes, CancellationToken cancellation = default)
    {
        Begin(origin);
        foreach (var plane in planes)
        {
            cancellation.ThrowIfCancellationRequested();
            Cut(plane);
            if (_faces.Count == 0) return null;
        }

        return new ClippedSolid([.. _places], _faces, [.. _planes]);
    }

    private void Begin(GridPoint origin)
    {
        _points = [.. _solid.Points.Select(p => p - origin)];
        _carriers.Clear();
        _carriers.AddRange(_edges);
        _vertexCarriers.Clear();
        _vertexPlanes.Clear();
        _places.Clear();
        _planes.Clear();
        foreach (var p in _points)
        {
            _places.Add((p.X, p.Y, p.Z));
            _vertexCarriers.Add(-1);
            _vertexPlanes.Add(-1);
        }

        _faces = new(_solid.TriangleCount);
        for (var t = 0; t < _solid.TriangleCount; t++)
        {
            var face = new PieceFace(t, -1);
            for (var i = 3 * t; i < (3 * t) + 3; i++) face.Edges.Add(new(_solid.Triangles[i], _solid.Triangles[i == (3 * t) + 2 ? 3 * t : i + 1], _edgeOf[i]));
            _faces.Add(face);
        }
    }

    private void Cut(CellPlane plane)
    {
        if (!Classify(plane)) return;
        var number = _planes.Count;
        _planes.Add(plane);
        _cuts.Clear();
        var cap = new PieceFace(-1, number);
        var kept = new List<PieceFace>(_faces.Count + 1);
        foreach (var face in _faces)
        {
            CutFace(face, number, cap);
            if (face.Edges.Count > 0) kept.Add(face);
        }

        if (cap.Edges.Count > 0) kept.Add(cap);
        _faces = kept;
    }

    /// <summary>Which vertices are beyond; false where none of those in use is.</summary>
    private bool Classify(CellPlane plane)
    {
        while (_isOutside.Count < _places.Count) _isOutside.Add(false);
        var isAny = false;
        foreach (var face in _faces)
        {
            foreach (var edge in face.Edges)
            {
                // Each vertex in use is where some edge starts; those of several faces are computed again, which is cheaper than asking.
                var isOutside = IsOutside(edge.From, plane);
                _isOutside[edge.From] = isOutside;
                isAny |= isOutside;
            }
        }

        return isAny;
    }

    private bool IsOutside(int vertex, CellPlane plane)
    {
        var (x, y, z) = _places[vertex];
        var beyond = (plane.X * x) + (plane.Y * y) + (plane.Z * z) - plane.Offset;

        // Places are right to three units in the last place of numbers below 2^20 times normals below 2^20: to 2^-10; the sum adds less.
        if (Math.Abs(beyond) > 0.01) return beyond > 0;
        if (_vertexCarriers[vertex] < 0) return plane.Beyond(_points[vertex]) > 0;
        var carrier = _carriers[_vertexCarriers[vertex]];
        var cut = _planes[_vertexPlanes[vertex]];
        return carrier.Kind == CarrierKind.Edge
            ? ExactSide.IsOutside(_points[carrier.A], _points[carrier.B], cut, plane)
            : ExactSide.IsOutside(Meet(carrier, cut), plane);
    }

    private (Int128 X, Int128 Y, Int128 Z, Int128 W) Meet(Carrier carrier, CellPlane cut) => carrier.Kind == CarrierKind.Triangle
        ? ExactSide.Meet(Plane(carrier.A), _planes[carrier.B], cut)
        : ExactSide.Meet(_planes[carrier.A], _planes[carrier.B], cut);

    private TrianglePlane Plane(int triangle) => TrianglePlane.Of(_points[_solid.Triangles[3 * triangle]], _points[_solid.Triangles[(3 * triangle) + 1]], _points[_solid.Triangles[(3 * triangle) + 2]]);

    private void CutFace(PieceFace face, int plane, PieceFace cap)
    {
        var (inside, outside) = (0, 0);
        foreach (var edge in face.Edges)
        {
            if (_isOutside[edge.From]) outside++;
            else inside++;
        }

        if (outside == 0) return;
        if (inside == 0)
        {
            face.Edges.Clear();
            return;
        }

        var (count, kept) = (face.Edges.Count, 0);
        var (dx, dy, dz) = Along(face, _planes[plane]);
        _leaving.Clear();
        _entering.Clear();
        for (var i = 0; i < count; i++)
        {
            var edge = face.Edges[i];
            var (isFromOut, isToOut) = (_isOutside[edge.From], _isOutside[edge.To]);
            if (isFromOut && isToOut) continue;
            if (isFromOut != isToOut)
            {
                var vertex = CutEdge(edge, plane);
                var (x, y, z) = _places[vertex];
                (isToOut ? _leaving : _entering).Add(((dx * x) + (dy * y) + (dz * z), vertex));
                edge = isToOut ? edge with { To = vertex } : edge with { From = vertex };
            }

            face.Edges[kept++] = edge;
        }

        face.Edges.RemoveRange(kept, count - kept);
        Join(face, plane, cap);
    }

    /// <summary>Where the outline leaves and comes back, in order along the cut: from the k-th leaving to the k-th entering.</summary>
    private void Join(PieceFace face, int plane, PieceFace cap)
    {
        if (_leaving.Count == 0) return;
        _leaving.Sort();
        _entering.Sort();
        for (var i = 0; i < _leaving.Count; i++)
        {
            var carrier = _carriers.Count;
            _carriers.Add(face.Triangle >= 0 ? new(CarrierKind.Triangle, face.Triangle, plane) : new(CarrierKind.Planes, face.Plane, plane));
            face.Edges.Add(new(_leaving[i].Vertex, _entering[i].Vertex, carrier));
            cap.Edges.Add(new(_entering[i].Vertex, _leaving[i].Vertex, carrier));
        }
    }

    /// <summary>The direction of the cut on a face, what is kept to its left: normal of the face × normal of the plane.</summary>
    private (double X, double Y, double Z) Along(PieceFace face, CellPlane plane)
    {
        double x, y, z;
        if (face.Triangle >= 0)
        {
            var normal = Plane(face.Triangle);
            (x, y, z) = (normal.X, normal.Y, normal.Z);
        }
        else
        {
            var other = _planes[face.Plane];
            (x, y, z) = (other.X, other.Y, other.Z);
        }

        return ((y * plane.Z) - (z * plane.Y), (z * plane.X) - (x * plane.Z), (x * plane.Y) - (y * plane.X));
    }

    private int CutEdge(PieceEdge edge, int plane)
    {
        var key = (Math.Min(edge.From, edge.To), Math.Max(edge.From, edge.To));
        if (_cuts.TryGetValue(key, out var vertex)) return vertex;
        vertex = _places.Count;
        _cuts.Add(key, vertex);
        _vertexCarriers.Add(edge.Carrier);
        _vertexPlanes.Add(plane);
        _isOutside.Add(false);
        var carrier = _carriers[edge.Carrier];
        if (carrier.Kind != CarrierKind.Edge)
        {
            var point = Meet(carrier, _planes[plane]);
            var w = (double)point.W;
            _places.Add(((double)point.X / w, (double)point.Y / w, (double)point.Z / w));
            return vertex;
        }

        var (from, to) = (_points[carrier.A], _points[carrier.B]);
        double a = _planes[plane].Beyond(from), b = _planes[plane].Beyond(to);
        var share = a / (a - b);
        _places.Add((from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share), from.Z + ((to.Z - from.Z) * share)));
        return vertex;
    }
}
