using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;

namespace P2C2R.Kernels.Physics.Destruction.Solids;

/// <summary>Makes solids of triangles, and says what is wrong with those that are none.</summary>
internal static class SolidBuilder
{
    /// <summary>Brings a mesh onto the grid: corners at one grid point become one, triangles without extent vanish.</summary>
    /// <param name="positions">Where its corners are.</param>
    /// <param name="indices">Its triangles.</param>
    /// <param name="place">Where the grid is.</param>
    /// <param name="sources">Receives for each triangle of the solid that of the mesh.</param>
    public static Solid Snap(IReadOnlyList<Double3> positions, ReadOnlySpan<int> indices, GridPlace place, List<int>? sources = null)
    {
        var numbers = new Dictionary<GridPoint, int>();
        var (points, triangles) = (new List<GridPoint>(), new List<int>());
        var map = new int[positions.Count];
        for (var i = 0; i < map.Length; i++)
        {
            var point = place.ToGrid(positions[i]);
            if (numbers.TryAdd(point, points.Count)) points.Add(point);
            map[i] = numbers[point];
        }

        for (var i = 0; i < indices.Length; i += 3)
        {
            var (a, b, c) = (map[indices[i]], map[indices[i + 1]], map[indices[i + 2]]);
            if (a == b || b == c || c == a) continue;
            triangles.AddRange([a, b, c]);
            sources?.Add(i / 3);
        }

        var solid = new Solid([.. points], [.. triangles]);
        return solid.SixVolumes() < 0 ? TurnedOut(solid) : solid;
    }

    /// <summary>What is wrong, for an error message; null where it is a solid.</summary>
    public static string? Find(Solid solid)
    {
        if (FindOpen(solid) is { } open) return open;
        if (solid.SixVolumes() <= 0) return "it has no volume; give it thickness";
        return SelfCrossing.Find(solid) is var (a, b) ? $"it crosses itself: triangles {a} and {b} go through one another; unite its parts first (a boolean union)" : null;
    }

    /// <summary>What of it isn't closed; null where all is.</summary>
    public static string? FindOpen(Solid solid)
    {
        var sides = new Dictionary<(int, int), int>();
        for (var i = 0; i < solid.Triangles.Length; i++)
        {
            var side = (solid.Triangles[i], solid.Triangles[i % 3 == 2 ? i - 2 : i + 1]);
            if (!sides.TryAdd(side, i / 3)) return $"its edge between {Name(solid, side.Item1)} and {Name(solid, side.Item2)} (grid steps) has more than two triangles or two that face opposite ways; weld doubles and make normals consistent";
        }

        for (var i = 0; i < solid.Triangles.Length; i++)
        {
            var (from, to) = (solid.Triangles[i], solid.Triangles[i % 3 == 2 ? i - 2 : i + 1]);
            if (!sides.ContainsKey((to, from))) return $"it is open: its edge between {Name(solid, from)} and {Name(solid, to)} (grid steps) has a triangle on one side only; fill its holes";
        }

        return null;
    }

    private static string Name(Solid solid, int point) => $"({solid.Points[point].X}, {solid.Points[point].Y}, {solid.Points[point].Z})";

    private static Solid TurnedOut(Solid solid)
    {
        var turned = (int[])solid.Triangles.Clone();
        for (var i = 0; i < turned.Length; i += 3) (turned[i + 1], turned[i + 2]) = (turned[i + 2], turned[i + 1]);
        return solid with { Triangles = turned };
    }
}
