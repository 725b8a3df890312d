using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>Finds two triangles of a surface of which an edge of one goes through the inside of the other, or that lie over one another in one plane; exact. Touching in an edge or a corner is neither.</summary>
internal static class SelfCrossing
{
    /// <summary>Two triangles and whether they lie over one another, or null.</summary>
    public static (int A, int B, bool LieOver)? Find(Solid solid)
    {
        var boxes = Enumerable.Range(0, solid.TriangleCount).Select(t => Bounds(solid, t)).ToArray();
        var order = Enumerable.Range(0, solid.TriangleCount).OrderBy(t => boxes[t].Low.X).ThenBy(static t => t).ToArray();
        for (var i = 0; i < order.Length; i++)
        {
            var a = boxes[order[i]];
            for (var j = i + 1; j < order.Length && boxes[order[j]].Low.X <= a.High.X; j++)
            {
                var b = boxes[order[j]];
                if (b.Low.Y > a.High.Y || b.High.Y < a.Low.Y || b.Low.Z > a.High.Z || b.High.Z < a.Low.Z) continue;
                var (first, second) = (Math.Min(order[i], order[j]), Math.Max(order[i], order[j]));
                if (Pierces(solid, first, second) || Pierces(solid, second, first)) return (first, second, false);
                if (LieOver(solid, first, second)) return (first, second, true);
            }
        }

        return null;
    }

    private static (GridPoint Low, GridPoint High) Bounds(Solid solid, int triangle)
    {
        var (a, b, c) = (solid.Corner(triangle, 0), solid.Corner(triangle, 1), solid.Corner(triangle, 2));
        return (
            new(Math.Min(a.X, Math.Min(b.X, c.X)), Math.Min(a.Y, Math.Min(b.Y, c.Y)), Math.Min(a.Z, Math.Min(b.Z, c.Z))),
            new(Math.Max(a.X, Math.Max(b.X, c.X)), Math.Max(a.Y, Math.Max(b.Y, c.Y)), Math.Max(a.Z, Math.Max(b.Z, c.Z))));
    }

    private static bool Pierces(Solid solid, int edges, int triangle)
    {
        var (a, b, c) = (solid.Corner(triangle, 0), solid.Corner(triangle, 1), solid.Corner(triangle, 2));
        for (var i = 0; i < 3; i++)
        {
            var (p, q) = (solid.Corner(edges, i), solid.Corner(edges, (i + 1) % 3));
            if (Side(a, b, c, p) * Side(a, b, c, q) >= 0) continue;
            var turn = Side(p, q, a, b);
            if (turn != 0 && turn == Side(p, q, b, c) && turn == Side(p, q, c, a)) return true;
        }

        return false;
    }

    /// <summary>Two triangles of one plane have a part in common if none of their six sides has all of the other on its far side (separating axes in two dimensions).</summary>
    private static bool LieOver(Solid solid, int first, int second)
    {
        var plane = TrianglePlane.Of(solid.Corner(first, 0), solid.Corner(first, 1), solid.Corner(first, 2));
        for (var i = 0; i < 3; i++)
        {
            if (plane.Beyond(solid.Corner(second, i)) != 0) return false;
        }

        var (x, y, z) = (Math.Abs(plane.X), Math.Abs(plane.Y), Math.Abs(plane.Z));
        var axis = x >= y && x >= z ? 0 : y >= z ? 1 : 2;
        return Math.Max(x, Math.Max(y, z)) > 0 && !IsApart(solid, first, second, axis) && !IsApart(solid, second, first, axis);
    }

    /// <summary>Whether a side of a triangle has the other triangle beyond it, seen along an axis.</summary>
    private static bool IsApart(Solid solid, int triangle, int other, int axis)
    {
        (long U, long V) Flat(int t, int corner)
        {
            var p = solid.Corner(t, corner % 3);
            return axis == 0 ? (p.Y, p.Z) : axis == 1 ? (p.Z, p.X) : (p.X, p.Y);
        }

        long Turn((long U, long V) a, (long U, long V) b, (long U, long V) c) => ((b.U - a.U) * (c.V - a.V)) - ((b.V - a.V) * (c.U - a.U));
        var isLeft = Turn(Flat(triangle, 0), Flat(triangle, 1), Flat(triangle, 2)) > 0;
        for (var i = 0; i < 3; i++)
        {
            var (from, to) = (Flat(triangle, i), Flat(triangle, i + 1));
            if (Enumerable.Range(0, 3).All(c => isLeft ? Turn(from, to, Flat(other, c)) <= 0 : Turn(from, to, Flat(other, c)) >= 0)) return true;
        }

        return false;
    }

    /// <summary>The sign of the volume of four points; below 2^62, so exact.</summary>
    private static int Side(GridPoint a, GridPoint b, GridPoint c, GridPoint d) => Math.Sign(TrianglePlane.Of(a, b, c).Beyond(d));
}
