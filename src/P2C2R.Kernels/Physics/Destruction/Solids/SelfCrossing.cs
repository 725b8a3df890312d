using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>Finds two triangles of a surface of which an edge of one goes through the inside of the other; exact. Touching isn't crossing.</summary>
internal static class SelfCrossing
{
    /// <summary>Two triangles, or null.</summary>
    public static (int A, int B)? Find(Solid solid)
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
                if (Pierces(solid, order[i], order[j]) || Pierces(solid, order[j], order[i])) return (Math.Min(order[i], order[j]), Math.Max(order[i], order[j]));
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

    /// <summary>The sign of the volume of four points; below 2^62, so exact.</summary>
    private static int Side(GridPoint a, GridPoint b, GridPoint c, GridPoint d) => Math.Sign(TrianglePlane.Of(a, b, c).Beyond(d));
}
