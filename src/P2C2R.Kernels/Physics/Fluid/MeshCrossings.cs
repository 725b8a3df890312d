using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Where a line along x crosses a closed mesh. Places with an odd number of crossings before them are inside.</summary>
internal static class MeshCrossings
{
    /// <summary>The crossings of the line at some y and z, ascending.</summary>
    public static double[] Find(TriangleMesh mesh, double y, double z)
    {
        var found = new List<double>();
        for (var i = 0; i < mesh.Indices.Length; i += 3)
        {
            if (Cross(mesh, i, y, z) is { } x) found.Add(x);
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

    /// <summary>A line through an edge counts for the triangle on one of its sides alone.</summary>
    private static double? Cross(TriangleMesh mesh, int triangle, double y, double z)
    {
        var (a, b, c) = (Corner(mesh, triangle), Corner(mesh, triangle + 1), Corner(mesh, triangle + 2));
        var (ofA, ofB, ofC) = (Turn(b, c, y, z), Turn(c, a, y, z), Turn(a, b, y, z));
        var isCrossed = (ofA >= 0 && ofB >= 0 && ofC >= 0) || (ofA < 0 && ofB < 0 && ofC < 0);
        var area = ofA + ofB + ofC;
        return isCrossed && area != 0 ? ((ofA * a.X) + (ofB * b.X) + (ofC * c.X)) / area : null;
    }

    private static (double X, double Y, double Z) Corner(TriangleMesh mesh, int index)
    {
        var at = 3 * mesh.Indices[index];
        return (mesh.Positions[at], mesh.Positions[at + 1], mesh.Positions[at + 2]);
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
