using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.NarrowPhase;

/// <summary>Contacts of two colliders of any kind, one pair at a time. Each thread has one.</summary>
internal sealed class PairCollider
{
    private readonly PolyhedronPair _pair = new();

    /// <summary>Finds how a pair touches; in the world's axes, from the first collider's position.</summary>
    /// <param name="colliders">The colliders.</param>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    /// <param name="triangle">Of the mesh among them, or -1.</param>
    public Manifold Collide(ColliderStore colliders, int a, int b, int triangle)
    {
        var margin = ColliderStore.Skin + colliders.Travels[a] + colliders.Travels[b];
        var (shapeA, shapeB) = (colliders.Shapes[a], colliders.Shapes[b]);
        if (shapeB.Kind == ShapeKind.Mesh) return WithTriangle(colliders, a, b, triangle, margin, false);
        if (shapeA.Kind == ShapeKind.Mesh) return WithTriangle(colliders, b, a, triangle, margin, true);
        var (isRoundA, isRoundB) = (shapeA.Hull is null, shapeB.Hull is null);
        if (isRoundA && isRoundB) return OfRounded(colliders, a, b, margin);
        if (isRoundA) return Flip(OfPolyhedronAndRounded(colliders, b, a, margin), colliders.Position(b) - colliders.Position(a));
        return isRoundB ? OfPolyhedronAndRounded(colliders, a, b, margin) : OfPolyhedra(colliders, a, b, margin);
    }

    private static Manifold OfRounded(ColliderStore colliders, int a, int b, float margin)
    {
        var manifold = default(Manifold);
        var first = RoundedPair.Core.Of(colliders.Shapes[a], colliders.Turn(a), default);
        RoundedPair.Collide(first, RoundedPair.Core.Of(colliders.Shapes[b], colliders.Turn(b), colliders.Position(b) - colliders.Position(a)), margin, ref manifold);
        return manifold;
    }

    private Manifold OfPolyhedra(ColliderStore colliders, int a, int b, float margin)
    {
        var manifold = default(Manifold);
        var turn = colliders.Turn(a);
        if (ArePlainlyApart(colliders, a, b, margin)) return manifold;
        _pair.A.Become(colliders.Shapes[a]);
        _pair.B.Become(colliders.Shapes[b], Relative(turn, colliders.Turn(b)), turn.TurnBack(colliders.Position(b) - colliders.Position(a)));
        _pair.Collide(margin, -1, ref manifold);
        return ToWorld(manifold, turn);
    }

    /// <summary>Whether the line between the middles shows that two polyhedra are farther apart than counts: most pairs are.</summary>
    private static bool ArePlainlyApart(ColliderStore colliders, int a, int b, float margin)
    {
        var (shapeA, shapeB, turnA, turnB) = (colliders.Shapes[a], colliders.Shapes[b], colliders.Turn(a), colliders.Turn(b));
        var offset = colliders.Position(b) - colliders.Position(a);
        var axis = (offset + (turnB * shapeB.Mass.Center) - (turnA * shapeA.Mass.Center)).Normalized();
        var (_, far) = Boxes.Range(shapeA.Hull!, turnA.TurnBack(axis));
        var (near, _) = Boxes.Range(shapeB.Hull!, turnB.TurnBack(axis));
        return Float3.Dot(offset, axis) + near - far > margin;
    }

    private Manifold OfPolyhedronAndRounded(ColliderStore colliders, int a, int b, float margin)
    {
        var manifold = default(Manifold);
        var turn = colliders.Turn(a);
        _pair.A.Become(colliders.Shapes[a]);
        var core = RoundedPair.Core.Of(colliders.Shapes[b], Relative(turn, colliders.Turn(b)), turn.TurnBack(colliders.Position(b) - colliders.Position(a)));
        RoundedPair.Collide(_pair.A, core, margin, -1, ref manifold);
        return ToWorld(manifold, turn);
    }

    /// <summary>All in the shape's axes, which are small and near where it touches.</summary>
    private Manifold WithTriangle(ColliderStore colliders, int shape, int mesh, int triangle, float margin, bool meshIsFirst)
    {
        var manifold = default(Manifold);
        var turn = colliders.Turn(shape);
        var offset = colliders.Position(mesh) - colliders.Position(shape);
        if (!TrianglesNear.IsNear(colliders, shape, mesh, triangle, out var p, out var q, out var r)) return manifold;
        _pair.B.Become(turn.TurnBack(p), turn.TurnBack(q), turn.TurnBack(r));
        int sharp = colliders.Shapes[mesh].Mesh!.SharpSides[triangle];
        if (colliders.Shapes[shape].Hull is null)
        {
            // Here the normal points to the shape.
            RoundedPair.Collide(_pair.B, RoundedPair.Core.Of(colliders.Shapes[shape], Upright, default), margin, sharp, ref manifold);
            var world = ToWorld(manifold, turn);
            return meshIsFirst ? Move(world, -offset) : Flip(world, default);
        }

        _pair.A.Become(colliders.Shapes[shape]);
        _pair.Collide(margin, sharp, ref manifold);
        var found = ToWorld(manifold, turn);
        return meshIsFirst ? Flip(found, -offset) : found;
    }

    private static Matrix3 Upright => new(new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    private static Matrix3 Relative(Matrix3 first, Matrix3 second) => new(first.TurnBack(second.X), first.TurnBack(second.Y), first.TurnBack(second.Z));

    private static Manifold ToWorld(Manifold manifold, Matrix3 turn)
    {
        manifold.Normal = turn * manifold.Normal;
        for (var i = 0; i < manifold.Count; i++) manifold.Points[i] = manifold.Points[i] with { At = turn * manifold.Points[i].At };
        return manifold;
    }

    private static Manifold Move(Manifold manifold, Float3 offset)
    {
        for (var i = 0; i < manifold.Count; i++) manifold.Points[i] = manifold.Points[i] with { At = manifold.Points[i].At + offset };
        return manifold;
    }

    private static Manifold Flip(Manifold manifold, Float3 offset)
    {
        manifold.Normal = -manifold.Normal;
        return Move(manifold, offset);
    }
}
