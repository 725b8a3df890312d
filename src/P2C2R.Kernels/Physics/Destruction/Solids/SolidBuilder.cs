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
    public static string? Find(Solid solid, GridPlace place)
    {
        if (OpenEdges.Find(solid) is { } edge) return OpenEdges.Describe(solid, place, edge);
        if (solid.SixVolumes() <= 0) return "it has no volume; give it thickness";
        if (SelfCrossing.Find(solid) is not var (a, b, lieOver)) return null;
        var where = $"the triangles at {Triangle(solid, place, a)} and {Triangle(solid, place, b)}";
        return lieOver
            ? $"it lies over itself: {where} have a part of one plane in common; remove what is double, or unite its parts (a boolean union)"
            : $"it crosses itself: {where} go through one another; unite its parts first (a boolean union)";
    }

    private static string Triangle(Solid solid, GridPlace place, int triangle) => $"[{string.Join(", ", Enumerable.Range(0, 3).Select(c => OpenEdges.Text(place, solid.Corner(triangle, c))))}]";

    private static Solid TurnedOut(Solid solid)
    {
        var turned = (int[])solid.Triangles.Clone();
        for (var i = 0; i < turned.Length; i += 3) (turned[i + 1], turned[i + 2]) = (turned[i + 2], turned[i + 1]);
        return solid with { Triangles = turned };
    }
}
