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

    private static float Along(Float3 axis, Float3 half) => (Math.Abs(axis.X) * half.X) + (Math.Abs(axis.Y) * half.Y) + (Math.Abs(axis.Z) * half.Z);
}
