namespace P2C2R.Kernels.Physics.Destruction.Cells;

/// <summary>What a finished cell is: volume, faces, neighbours.</summary>
internal sealed partial class ConvexCell
{
    // For each directed pair of planes the corner that has it; only what is written for the cell at hand is read.
    private short[] _cornerOf = [];
    private PlaneNumbers[] _feet = [];

    /// <summary>
    /// The volume, in cubed grid steps: the sum over edges of the tetrahedra to the site and the feet of its two planes, in the order of
    /// the corners.
    /// </summary>
    public double Volume()
    {
        Link();
        var sum = 0.0;
        for (var v = 0; v < CornerCount; v++)
        {
            var c = _corners[v];
            if (c.A > c.B) sum += Wedge(v, c.A, c.B);
            if (c.B > c.C) sum += Wedge(v, c.B, c.C);
            if (c.C > c.A) sum += Wedge(v, c.C, c.A);
        }

        return sum / 6;
    }

    /// <summary>The plane of a face.</summary>
    public CellPlane Plane(int plane) => _planes[plane];

    /// <summary>The tags of all faces.</summary>
    public IEnumerable<int> Tags() => Enumerable.Range(0, PlaneCount).Where(p => _uses[p] > 0).Select(p => _planes[p].Tag);

    /// <summary>All faces: numbers of their planes, where their corners start, and the corners, counter-clockwise from outside; corners coincide where more than three planes meet.</summary>
    /// <returns>How many.</returns>
    public int Faces(Span<int> planes, Span<int> starts, Span<int> corners)
    {
        Link();
        for (var p = 0; p < PlaneCount; p++) _made[p] = -1;
        for (var v = CornerCount - 1; v >= 0; v--)
        {
            var c = _corners[v];
            (_made[c.A], _made[c.B], _made[c.C]) = (v, v, v);
        }

        var (faces, at) = (0, 0);
        for (var p = 0; p < PlaneCount; p++)
        {
            var first = _made[p];
            if (first < 0 || _uses[p] == 0) continue;
            (planes[faces], starts[faces]) = (p, at);
            faces++;
            var v = first;
            do
            {
                corners[at++] = v;
                v = _cornerOf[(p * _planeCapacity) + Before(_corners[v], p)];
            }
            while (v != first);
        }

        starts[faces] = at;
        return faces;
    }

    /// <summary>Where a corner is, from the site, in grid steps.</summary>
    public (double X, double Y, double Z) At(int corner) => (_x[corner], _y[corner], _z[corner]);

    /// <summary>Finds the corners at the ends of all edges.</summary>
    public void Link()
    {
        if (_cornerOf.Length < _edges.Length) _cornerOf = new short[_edges.Length];
        if (_feet.Length < _planes.Length) _feet = new PlaneNumbers[_planes.Length];
        for (var v = 0; v < CornerCount; v++)
        {
            var c = _corners[v];
            _cornerOf[(c.A * _planeCapacity) + c.B] = (short)v;
            _cornerOf[(c.B * _planeCapacity) + c.C] = (short)v;
            _cornerOf[(c.C * _planeCapacity) + c.A] = (short)v;
        }

        for (var p = 0; p < PlaneCount; p++)
        {
            if (_uses[p] == 0) continue;
            var n = _numbers[p];
            var share = n.Offset / ((n.X * n.X) + (n.Y * n.Y) + (n.Z * n.Z));
            _feet[p] = new(n.X * share, n.Y * share, n.Z * share, 0);
        }
    }

    /// <summary>The edge between two planes from a corner that has them in this order: in the second plane's face it leads to the corner that has them in the other.</summary>
    private double Wedge(int v, int first, int second)
    {
        var w = _cornerOf[(second * _planeCapacity) + first];
        ref readonly var a = ref _feet[second];
        ref readonly var b = ref _feet[first];
        var (x, y, z) = ((_y[v] * _z[w]) - (_z[v] * _y[w]), (_z[v] * _x[w]) - (_x[v] * _z[w]), (_x[v] * _y[w]) - (_y[v] * _x[w]));
        return ((a.X - b.X) * x) + ((a.Y - b.Y) * y) + ((a.Z - b.Z) * z);
    }

    /// <summary>The plane that stands before another one in a corner.</summary>
    private static int Before(Corner c, int plane) => c.A == plane ? c.C : c.B == plane ? c.A : c.B;
}
