using P2C2R.Kernels.Physics.Destruction.Cells;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Parts;

/// <summary>Whether a solid bends inwards anywhere.</summary>
internal static class Convexity
{
    /// <summary>Whether no edge bends inwards by more than the grid's rounding. Then each part that hangs together is convex, and all that planes leave of it.</summary>
    public static bool IsLocal(Solid solid)
    {
        var across = new Dictionary<(int, int), int>();
        for (var i = 0; i < solid.Triangles.Length; i++) across[(solid.Triangles[i], solid.Triangles[i % 3 == 2 ? i - 2 : i + 1])] = solid.Triangles[i % 3 == 0 ? i + 2 : i - 1];
        for (var t = 0; t < solid.TriangleCount; t++)
        {
            var plane = TrianglePlane.Of(solid.Corner(t, 0), solid.Corner(t, 1), solid.Corner(t, 2));
            var rounding = Math.Abs(plane.X) + Math.Abs(plane.Y) + Math.Abs(plane.Z);
            for (var i = 0; i < 3; i++)
            {
                var (from, to) = (solid.Triangles[(3 * t) + i], solid.Triangles[(3 * t) + ((i + 1) % 3)]);
                if (across.TryGetValue((to, from), out var opposite) && plane.Beyond(solid.Points[opposite]) > rounding) return false;
            }
        }

        return true;
    }
}
