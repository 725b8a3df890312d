using System.Runtime.InteropServices;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.BroadPhase;

/// <summary>Shapes on bodies. A body may have several (a compound); those of one body never meet one another.</summary>
internal sealed class ColliderStore
{
    /// <summary>Numbers of a pose: three columns of the rotation, each followed by a part of the position.</summary>
    public const int PoseRow = 12;

    /// <summary>Numbers of a box: <c>low x y z _ | high x y z _</c>.</summary>
    public const int BoxRow = 8;

    /// <summary>Shapes nearer than this get a contact before they touch, m.</summary>
    public const float Skin = 0.02f;

    /// <summary>By how much the boxes that pairs are found with are greater, m.</summary>
    private const float Slack = 0.08f;

    /// <summary>For how many steps those boxes foresee motion.</summary>
    private const float Foresight = 3;

    /// <summary>Colliders.</summary>
    public int Count { get; private set; }

    /// <summary>The body of each.</summary>
    public int[] Bodies { get; private set; } = [];

    /// <summary>The shape of each.</summary>
    public Shape[] Shapes { get; private set; } = [];

    /// <summary>Where each is on its body, from the centre of mass.</summary>
    public Float3[] LocalPositions { get; private set; } = [];

    /// <summary>How each is turned on its body.</summary>
    public Rotation[] LocalRotations { get; private set; } = [];

    /// <summary>What each is made of.</summary>
    public Material[] Materials { get; private set; } = [];

    /// <summary>What each may meet.</summary>
    public CollisionFilter[] Filters { get; private set; } = [];

    /// <summary>Poses in the world, in rows.</summary>
    public float[] Poses { get; private set; } = [];

    /// <summary>Half extents of boxes, four numbers each.</summary>
    public float[] Halves { get; private set; } = [];

    /// <summary>Half of the least extent of each, m; 0 for meshes.</summary>
    public float[] Thicknesses { get; private set; } = [];

    /// <summary>Boxes around each and all that it may meet in this step, in rows.</summary>
    public float[] Bounds { get; private set; } = [];

    /// <summary>Greater boxes, with which pairs were found, in rows.</summary>
    public float[] Fat { get; private set; } = [];

    /// <summary>How far each may get in this step, m.</summary>
    public float[] Travels { get; private set; } = [];

    /// <summary>Adds a collider.</summary>
    public int Add(int body, Shape shape, Float3 position, Rotation rotation, Material material, CollisionFilter filter)
    {
        if (Count == Bodies.Length) Grow(Math.Max(16, 2 * Count));
        var collider = Count++;
        (Bodies[collider], Shapes[collider], Materials[collider], Filters[collider]) = (body, shape, material, filter);
        (LocalPositions[collider], LocalRotations[collider]) = (position, rotation);
        (Halves[4 * collider], Halves[(4 * collider) + 1], Halves[(4 * collider) + 2]) = (shape.Half.X, shape.Half.Y, shape.Half.Z);
        var size = shape.High - shape.Low;
        Thicknesses[collider] = shape.Mesh is null ? Math.Min(size.X, Math.Min(size.Y, size.Z)) / 2 : 0;
        Fat.AsSpan(collider * BoxRow, BoxRow).Clear();
        return collider;
    }

    /// <summary>Where a collider is.</summary>
    public Float3 Position(int collider) => new(Poses[(collider * PoseRow) + 3], Poses[(collider * PoseRow) + 7], Poses[(collider * PoseRow) + 11]);

    /// <summary>How a collider is turned.</summary>
    public Matrix3 Turn(int collider)
    {
        var at = collider * PoseRow;
        return new(Float3.From(Poses, at), Float3.From(Poses, at + 4), Float3.From(Poses, at + 8));
    }

    /// <summary>Brings poses and boxes to the bodies' places; true where one left the box that its pairs were found with.</summary>
    public bool Update(BodyStore bodies, int from, int to, float time, bool all)
    {
        var left = false;
        for (var c = from; c < to; c++)
        {
            var body = Bodies[c];
            if (!all && !bodies.Moves(body)) continue;
            Place(bodies, c);
            Bound(bodies, c, body, time);
            left |= !Inside(c);
        }

        return left;
    }

    /// <summary>Makes the greater boxes anew.</summary>
    public void Fatten(BodyStore bodies, float time)
    {
        for (var c = 0; c < Count; c++)
        {
            var slack = bodies.Kinds[Bodies[c]] == BodyKind.Static ? 0 : Slack;
            var foreseen = bodies.Moves(Bodies[c]) ? bodies.Velocity(Bodies[c]) * (Foresight * time) : default;
            var (low, high) = (c * BoxRow, (c * BoxRow) + 4);
            for (var i = 0; i < 3; i++)
            {
                var ahead = i == 0 ? foreseen.X : i == 1 ? foreseen.Y : foreseen.Z;
                Fat[low + i] = Bounds[low + i] - slack + (ahead < 0 ? ahead : 0);
                Fat[high + i] = Bounds[high + i] + slack + (ahead > 0 ? ahead : 0);
            }
        }
    }

    /// <summary>Whether the boxes of two colliders meet in this step.</summary>
    public bool Meet(int a, int b)
    {
        ref var box = ref MemoryMarshal.GetArrayDataReference(Bounds);
        return Boxes.Meet(ref box, a * BoxRow, b * BoxRow);
    }

    /// <summary>Where a collider is and how it is turned, with its body where that is now.</summary>
    public (Float3 Position, Matrix3 Turn) PoseNow(BodyStore bodies, int collider)
    {
        var body = Bodies[collider];
        var turn = Matrix3.Of(bodies.Rotations[body]);
        var position = bodies.Centers[body];
        if (LocalPositions[collider] != default) position += turn * LocalPositions[collider];
        if (LocalRotations[collider] != Rotation.Identity) turn *= Matrix3.Of(LocalRotations[collider]);
        return (position, turn);
    }

    private void Place(BodyStore bodies, int c)
    {
        var (position, turn) = PoseNow(bodies, c);
        var row = Poses.AsSpan(c * PoseRow, PoseRow);
        (row[0], row[1], row[2], row[3]) = (turn.X.X, turn.X.Y, turn.X.Z, position.X);
        (row[4], row[5], row[6], row[7]) = (turn.Y.X, turn.Y.Y, turn.Y.Z, position.Y);
        (row[8], row[9], row[10], row[11]) = (turn.Z.X, turn.Z.Y, turn.Z.Z, position.Z);
    }

    private void Bound(BodyStore bodies, int c, int body, float time)
    {
        var (low, high) = Boxes.Around(Shapes[c], Position(c), Turn(c));
        var (velocity, angular) = (bodies.Velocity(body), bodies.AngularVelocity(body));
        var moved = velocity * time;
        var turned = angular.Length * bodies.Reaches[body] * time;
        Travels[c] = moved.Length + turned;
        var reach = (Skin / 2) + turned;
        low += Float3.Min(moved, default) - new Float3(reach, reach, reach);
        high += Float3.Max(moved, default) + new Float3(reach, reach, reach);
        var row = Bounds.AsSpan(c * BoxRow, BoxRow);
        (row[0], row[1], row[2]) = (low.X, low.Y, low.Z);
        (row[4], row[5], row[6]) = (high.X, high.Y, high.Z);
    }

    private bool Inside(int c)
    {
        var fat = Fat.AsSpan(c * BoxRow, BoxRow);
        var now = Bounds.AsSpan(c * BoxRow, BoxRow);
        return now[0] >= fat[0] && now[1] >= fat[1] && now[2] >= fat[2] && now[4] <= fat[4] && now[5] <= fat[5] && now[6] <= fat[6];
    }

    private void Grow(int capacity)
    {
        T[] Bigger<T>(T[] old, int length)
        {
            Array.Resize(ref old, length);
            return old;
        }

        (Bodies, Shapes, Materials, Filters) = (Bigger(Bodies, capacity), Bigger(Shapes, capacity), Bigger(Materials, capacity), Bigger(Filters, capacity));
        Thicknesses = Bigger(Thicknesses, capacity);
        (LocalPositions, LocalRotations, Travels) = (Bigger(LocalPositions, capacity), Bigger(LocalRotations, capacity), Bigger(Travels, capacity));
        (Poses, Halves) = (Bigger(Poses, capacity * PoseRow), Bigger(Halves, capacity * 4));
        (Bounds, Fat) = (Bigger(Bounds, capacity * BoxRow), Bigger(Fat, capacity * BoxRow));
    }
}
