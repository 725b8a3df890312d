using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>Finds where a surface isn't closed, and says what to do about it.</summary>
internal static class OpenEdges
{
    // Corners this near, in grid steps (a thousandth of the solid), were meant to be one.
    private const int CrackWidth = GridPoint.Most / 1000;

    // The grid rounds a corner on an edge to this far beside it at most.
    private const int Beside = 2;

    // Edges and corners that are looked through for a message.
    private const int Most = 500;

    /// <summary>An edge that has another number of triangles than one on each side; null where all have.</summary>
    public static (int From, int To, bool IsShared)? Find(Solid solid)
    {
        var sides = new HashSet<(int, int)>();
        for (var i = 0; i < solid.Triangles.Length; i++)
        {
            if (!sides.Add(Side(solid, i))) return (Side(solid, i).From, Side(solid, i).To, true);
        }

        for (var i = 0; i < solid.Triangles.Length; i++)
        {
            var (from, to) = Side(solid, i);
            if (!sides.Contains((to, from))) return (from, to, false);
        }

        return null;
    }

    /// <summary>What is wrong at an edge, and the remedy.</summary>
    public static string Describe(Solid solid, GridPlace place, (int From, int To, bool IsShared) edge)
    {
        string Name(int point) => Text(place, solid.Points[point]);
        string Edge(int from, int to) => $"edge between {Name(from)} and {Name(to)}";
        var named = $"its {Edge(edge.From, edge.To)}";
        if (edge.IsShared) return $"{named} has more than two triangles, or two that face opposite ways; weld doubles and make normals consistent";
        var open = Open(solid);
        var corners = open.Select(static s => s.From).Distinct().Take(Most).ToList();
        foreach (var (from, to) in open.Take(Most))
        {
            foreach (var corner in corners.Where(c => c != from && c != to && IsOn(solid.Points[c], solid.Points[from], solid.Points[to])))
            {
                return $"it is open: the corner {Name(corner)} lies on the {Edge(from, to)} and splits only the triangles of one side (a T-junction); split the others there";
            }
        }

        foreach (var corner in corners.Where(c => c != edge.From && c != edge.To))
        {
            var square = Math.Min((solid.Points[corner] - solid.Points[edge.From]).Square, (solid.Points[corner] - solid.Points[edge.To]).Square);
            if (square > (long)CrackWidth * CrackWidth) continue;
            return $"it is open: {named} has a triangle on one side only, and the corner {Name(corner)} is {FormattableString.Invariant($"{Math.Sqrt(square) * place.Step:0.######}")} m beside it (a crack); weld corners that are so near";
        }

        return $"it is open: {named} has a triangle on one side only; fill its holes";
    }

    /// <summary>A place of the grid, as messages have it.</summary>
    public static string Text(GridPlace place, GridPoint point)
    {
        var p = place.ToWorld(new(point.X, point.Y, point.Z));
        return FormattableString.Invariant($"({p.X:0.####}, {p.Y:0.####}, {p.Z:0.####})");
    }

    private static (int From, int To) Side(Solid solid, int i) => (solid.Triangles[i], solid.Triangles[i % 3 == 2 ? i - 2 : i + 1]);

    private static List<(int From, int To)> Open(Solid solid)
    {
        var sides = Enumerable.Range(0, solid.Triangles.Length).Select(i => Side(solid, i)).ToList();
        var known = sides.ToHashSet();
        return [.. sides.Where(s => !known.Contains((s.To, s.From)))];
    }

    private static bool IsOn(GridPoint point, GridPoint from, GridPoint to)
    {
        var (along, way) = (to - from, point - from);
        var share = GridPoint.Dot(along, way) / (double)along.Square;
        var beside = new Double3(way.X - (share * along.X), way.Y - (share * along.Y), way.Z - (share * along.Z));
        return share is > 0 and < 1 && beside.Length <= Beside;
    }
}
