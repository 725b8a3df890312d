using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Queries;

/// <summary>
/// Asks a world what a ray hits and what a shape overlaps, with all bodies where they are now: asleep or awake, moving or not. It changes nothing in the world. Places are
/// compared in binary64.
/// </summary>
internal sealed class WorldQueries(RigidWorld world)
{
    private readonly List<int> _found = [];
    private readonly List<int> _triangles = [];
    private (Float3 Position, Matrix3 Turn)[] _poses = [];
    private BoxTree? _tree;

    /// <summary>Takes the places of all colliders; before the first question, and after each step.</summary>
    public void Look()
    {
        var (colliders, bodies) = (world.Colliders, world.Bodies);
        if (_poses.Length != colliders.Count) _poses = new (Float3, Matrix3)[colliders.Count];
        var boxes = new (Float3 Low, Float3 High)[colliders.Count];
        for (var c = 0; c < boxes.Length; c++)
        {
            _poses[c] = colliders.PoseNow(bodies, c);
            boxes[c] = Boxes.Around(colliders.Shapes[c], _poses[c].Position, _poses[c].Turn);
        }

        _tree = boxes.Length == 0 ? null : new BoxTree(boxes);
    }

    /// <summary>The first body that a ray hits, of two at one distance the one added first; null where it hits none.</summary>
    /// <param name="origin">Where it begins.</param>
    /// <param name="direction">Unit length.</param>
    /// <param name="most">How far it goes, m.</param>
    /// <param name="mask">Groups of colliders that it may hit.</param>
    public (int Body, RayHit Hit)? Cast(Float3 origin, Float3 direction, float most, uint mask)
    {
        var (from, along) = (Double3.Of(origin), Double3.Of(direction));
        _found.Clear();
        _tree?.FindAlong(from, from + (along * most), _found);
        (int Body, RayHit Hit)? nearest = null;
        foreach (var collider in _found)
        {
            if ((world.Colliders.Filters[collider].Groups & mask) == 0) continue;
            var (position, turn) = _poses[collider];
            var hit = ShapeRay.Cast(world.Colliders.Shapes[collider], TurnBack(turn, from - Double3.Of(position)), TurnBack(turn, along), most, _triangles);
            if (hit is not { } other || (nearest is { } best && best.Hit.Distance <= other.Distance)) continue;
            nearest = (world.Colliders.Bodies[collider], other with { Normal = Turn(turn, other.Normal) });
        }

        return nearest;
    }

    /// <summary>The bodies that a shape at some place overlaps, by their numbers. Of a mesh its surface counts.</summary>
    /// <param name="shape">A ball, a capsule or a polyhedron.</param>
    /// <param name="position">Where.</param>
    /// <param name="rotation">How turned.</param>
    /// <param name="mask">Groups of colliders that count.</param>
    /// <param name="bodies">Receives them.</param>
    public void Overlap(Shape shape, Float3 position, Rotation rotation, uint mask, List<int> bodies)
    {
        bodies.Clear();
        var turn = Matrix3.Of(rotation);
        var (low, high) = Boxes.Around(shape, position, turn);
        _found.Clear();
        _tree?.Find(low, high, _found);
        var own = Points(shape, turn, default);
        foreach (var collider in _found)
        {
            var body = world.Colliders.Bodies[collider];
            if ((world.Colliders.Filters[collider].Groups & mask) == 0 || (bodies.Count > 0 && bodies[^1] == body)) continue;
            if (Overlaps(collider, own, shape.Radius, position, low, high)) bodies.Add(body);
        }
    }

    private bool Overlaps(int collider, Double3[] own, float radius, Float3 position, Float3 low, Float3 high)
    {
        var ((at, turn), shape) = (_poses[collider], world.Colliders.Shapes[collider]);
        var offset = Double3.Of(at) - Double3.Of(position);
        if (shape.Mesh is not { } mesh) return PointHulls.Distance(own, Points(shape, turn, offset)) <= radius + shape.Radius;
        FindTriangles(mesh, turn, at, low, high);
        foreach (var triangle in _triangles)
        {
            Double3 Corner(int i) => Turn(turn, Double3.Of(mesh.Corner(triangle, i))) + offset;
            if (PointHulls.Distance(own, [Corner(0), Corner(1), Corner(2)]) <= radius) return true;
        }

        return false;
    }

    private void FindTriangles(TriangleTree mesh, Matrix3 turn, Float3 at, Float3 low, Float3 high)
    {
        static float Along(Float3 axis, Float3 half) => (Math.Abs(axis.X) * half.X) + (Math.Abs(axis.Y) * half.Y) + (Math.Abs(axis.Z) * half.Z);
        var (center, half) = (turn.TurnBack(((low + high) * 0.5f) - at), (high - low) * 0.5f);
        var extent = new Float3(Along(turn.X, half), Along(turn.Y, half), Along(turn.Z, half));
        mesh.Find(center - extent, center + extent, _triangles);
    }

    /// <summary>What a shape is the hull of, without its radius.</summary>
    private static Double3[] Points(Shape shape, Matrix3 turn, Double3 offset)
    {
        if (shape.Hull is { } hull) return [.. Enumerable.Range(0, hull.VertexCount).Select(v => Turn(turn, Double3.Of(hull.Vertex(v))) + offset)];
        var half = Double3.Of(turn.Y) * shape.Half.Y;
        return shape.Half.Y == 0 ? [offset] : [offset - half, offset + half];
    }

    private static Double3 Turn(Matrix3 turn, Double3 v) => (Double3.Of(turn.X) * v.X) + (Double3.Of(turn.Y) * v.Y) + (Double3.Of(turn.Z) * v.Z);

    private static Double3 TurnBack(Matrix3 turn, Double3 v) => new(Double3.Dot(Double3.Of(turn.X), v), Double3.Dot(Double3.Of(turn.Y), v), Double3.Dot(Double3.Of(turn.Z), v));
}
