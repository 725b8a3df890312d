using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>Which triangles of a mesh another collider may meet before pairs are found again.</summary>
internal static class TrianglesNear
{
    /// <summary>Finds them, in order.</summary>
    public static void Find(ColliderStore colliders, int mesh, int other, List<int> found)
    {
        var (turn, position) = (colliders.Turn(mesh), colliders.Position(mesh));
        var at = other * ColliderStore.BoxRow;
        var (low, high) = (Float3.From(colliders.Fat, at), Float3.From(colliders.Fat, at + 4));
        var center = turn.TurnBack(((low + high) * 0.5f) - position);
        var half = (high - low) * 0.5f;
        var extent = new Float3(Along(turn.X, half), Along(turn.Y, half), Along(turn.Z, half));
        colliders.Shapes[mesh].Mesh!.Find(center - extent, center + extent, found);
    }

    /// <summary>
    /// Whether a triangle is where a collider may get in this step. Triangles were looked up with a greater box, of which no result may
    /// show: after a state was taken over it is another one.
    /// </summary>
    /// <param name="colliders">The colliders.</param>
    /// <param name="shape">What may touch it.</param>
    /// <param name="mesh">Whose triangle it is.</param>
    /// <param name="triangle">Which.</param>
    /// <param name="p">Its first corner from the first collider's position, in the world's axes.</param>
    /// <param name="q">Its second corner.</param>
    /// <param name="r">Its third corner.</param>
    public static bool IsNear(ColliderStore colliders, int shape, int mesh, int triangle, out Float3 p, out Float3 q, out Float3 r)
    {
        var (turn, tree) = (colliders.Turn(mesh), colliders.Shapes[mesh].Mesh!);
        var offset = colliders.Position(mesh) - colliders.Position(shape);
        (p, q, r) = ((turn * tree.Corner(triangle, 0)) + offset, (turn * tree.Corner(triangle, 1)) + offset, (turn * tree.Corner(triangle, 2)) + offset);
        var (low, high) = (Float3.Min(p, Float3.Min(q, r)), Float3.Max(p, Float3.Max(q, r)));
        var (at, position, skin) = (shape * ColliderStore.BoxRow, colliders.Position(shape), ColliderStore.Skin / 2);
        var (from, to) = (Float3.From(colliders.Bounds, at) - position, Float3.From(colliders.Bounds, at + 4) - position);
        return low.X - skin <= to.X && low.Y - skin <= to.Y && low.Z - skin <= to.Z && high.X + skin >= from.X && high.Y + skin >= from.Y && high.Z + skin >= from.Z;
    }

    private static float Along(Float3 axis, Float3 half) => (Math.Abs(axis.X) * half.X) + (Math.Abs(axis.Y) * half.Y) + (Math.Abs(axis.Z) * half.Z);
}
