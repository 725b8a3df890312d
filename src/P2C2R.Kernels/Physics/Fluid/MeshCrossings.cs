using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>
/// Where lines along x cross a closed mesh: places with an odd number of crossings before them are inside. Triangles lie in bins by their y and z, so
/// that a line looks only at those near it.
/// </summary>
internal sealed class MeshCrossings
{
    // Of a bin, on average over a square of them: few enough that a line looks at little, enough that bins aren't mostly empty.
    private const int TrianglesPerBin = 4;
    private const int MostBinsPerSide = 512;

    private readonly TriangleMesh _mesh;
    private readonly int _side;
    private readonly double _lowY;
    private readonly double _lowZ;
    private readonly double _binY;
    private readonly double _binZ;
    private readonly int[] _starts;
    private readonly int[] _triangles;

    /// <summary>Sorts the triangles of a closed mesh into bins.</summary>
    public MeshCrossings(TriangleMesh mesh)
    {
        _mesh = mesh;
        _side = (int)Math.Clamp(Math.Sqrt(mesh.TriangleCount / (double)TrianglesPerBin), 1, MostBinsPerSide);
        var (highY, highZ) = (double.MinValue, double.MinValue);
        (_lowY, _lowZ) = (double.MaxValue, double.MaxValue);
        for (var i = 0; i < mesh.Positions.Length; i += 3)
        {
            (_lowY, highY) = (Math.Min(_lowY, mesh.Positions[i + 1]), Math.Max(highY, mesh.Positions[i + 1]));
            (_lowZ, highZ) = (Math.Min(_lowZ, mesh.Positions[i + 2]), Math.Max(highZ, mesh.Positions[i + 2]));
        }

        (_binY, _binZ) = (Math.Max((highY - _lowY) / _side, 1e-30), Math.Max((highZ - _lowZ) / _side, 1e-30));
        _starts = new int[(_side * _side) + 1];
        ForEachBin((bin, _) => _starts[bin + 1]++);
        for (var bin = 0; bin < _side * _side; bin++) _starts[bin + 1] += _starts[bin];
        _triangles = new int[_starts[^1]];
        var next = _starts[..^1];
        ForEachBin((bin, triangle) => _triangles[next[bin]++] = triangle);
    }

    /// <summary>The crossings of the line at some y and z, ascending.</summary>
    public double[] Find(double y, double z)
    {
        var found = new List<double>();
        var bin = (BinOf(z, _lowZ, _binZ) * _side) + BinOf(y, _lowY, _binY);
        for (var i = _starts[bin]; i < _starts[bin + 1]; i++)
        {
            if (Cross(_triangles[i], y, z) is { } x) found.Add(x);
        }

        found.Sort();
        return [.. found];
    }

    /// <summary>Whether a place on the line is inside.</summary>
    public static bool IsInside(double[] crossings, double x)
    {
        var before = 0;
        foreach (var crossing in crossings) before += crossing < x ? 1 : 0;
        return (before & 1) == 1;
    }

    private void ForEachBin(Action<int, int> use)
    {
        for (var triangle = 0; triangle < _mesh.Indices.Length; triangle += 3)
        {
            var (a, b, c) = (Corner(triangle), Corner(triangle + 1), Corner(triangle + 2));
            var (fromY, toY) = (BinOf(Math.Min(a.Y, Math.Min(b.Y, c.Y)), _lowY, _binY), BinOf(Math.Max(a.Y, Math.Max(b.Y, c.Y)), _lowY, _binY));
            var (fromZ, toZ) = (BinOf(Math.Min(a.Z, Math.Min(b.Z, c.Z)), _lowZ, _binZ), BinOf(Math.Max(a.Z, Math.Max(b.Z, c.Z)), _lowZ, _binZ));
            for (var z = fromZ; z <= toZ; z++)
            {
                for (var y = fromY; y <= toY; y++) use((z * _side) + y, triangle);
            }
        }
    }

    /// <summary>Rises with the coordinate, rounding included: what lies between two places lies between their bins.</summary>
    private int BinOf(double at, double low, double bin) => (int)Math.Clamp((at - low) / bin, 0, _side - 1);

    /// <summary>A line through an edge counts for the triangle on one of its sides alone.</summary>
    private double? Cross(int triangle, double y, double z)
    {
        var (a, b, c) = (Corner(triangle), Corner(triangle + 1), Corner(triangle + 2));
        var (ofA, ofB, ofC) = (Turn(b, c, y, z), Turn(c, a, y, z), Turn(a, b, y, z));
        var isCrossed = (ofA >= 0 && ofB >= 0 && ofC >= 0) || (ofA < 0 && ofB < 0 && ofC < 0);
        var area = ofA + ofB + ofC;
        return isCrossed && area != 0 ? ((ofA * a.X) + (ofB * b.X) + (ofC * c.X)) / area : null;
    }

    private (double X, double Y, double Z) Corner(int index)
    {
        var at = 3 * _mesh.Indices[index];
        return (_mesh.Positions[at], _mesh.Positions[at + 1], _mesh.Positions[at + 2]);
    }

    /// <summary>On which side of an edge the line passes; computed from the lesser of both ends, so that an edge has the same number, with the other sign, in both directions.</summary>
    private static double Turn((double X, double Y, double Z) from, (double X, double Y, double Z) to, double y, double z)
    {
        var isTurned = from.Y > to.Y || (from.Y == to.Y && from.Z > to.Z);
        var (a, b) = isTurned ? (to, from) : (from, to);
        var turn = ((b.Y - a.Y) * (z - a.Z)) - ((b.Z - a.Z) * (y - a.Y));

        // A line that meets the edge itself passes on the same side of it for both of its triangles.
        if (turn == 0) turn = double.Epsilon;
        return isTurned ? -turn : turn;
    }
}
