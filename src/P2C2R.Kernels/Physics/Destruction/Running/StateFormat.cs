using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>
/// All of a run that its future follows from beyond the scene and its pieces: a byte for each bond, 1 where it is broken; then the rigid
/// world: for each body that isn't static <c>3 f32 centre | 4 f32 rotation | 3 f32 velocity | 3 f32 angular velocity</c>, and the contacts that touch:
/// <c>i32 how many</c>, for each <c>i32 a | i32 b | i32 triangle</c> and its row of numbers.
/// </summary>
internal static class StateFormat
{
    /// <summary>Writes the state.</summary>
    public static void Write(BreakingWorld world, CanonicalWriter writer)
    {
        foreach (var isBroken in world.IsBroken) writer.U8(isBroken ? (byte)1 : (byte)0);
        var bodies = world.World.Bodies;
        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.Kinds[b] == BodyKind.Static) continue;
            var turn = bodies.Rotations[b];
            Write(writer, bodies.Centers[b]);
            foreach (var value in (ReadOnlySpan<float>)[turn.X, turn.Y, turn.Z, turn.W]) writer.F32(value);
            Write(writer, bodies.Velocity(b));
            Write(writer, bodies.AngularVelocity(b));
        }

        var contacts = world.World.Contacts;
        writer.I32(Enumerable.Range(0, contacts.Count).Sum(c => contacts.Touching[c]));
        for (var c = 0; c < contacts.Count; c++)
        {
            if (contacts.Touching[c] == 0) continue;
            foreach (var value in (ReadOnlySpan<int>)[contacts.A[c], contacts.B[c], contacts.Triangles[c]]) writer.I32(value);
            foreach (var value in contacts.Rows.AsSpan(c * ContactStore.Row, ContactStore.Row)) writer.F32(value);
        }
    }

    /// <summary>Brings a world at its start into a written state; false where the bytes are something else.</summary>
    public static bool Read(BreakingWorld world, ref CanonicalReader reader)
    {
        for (var i = 0; i < world.IsBroken.Length; i++) world.IsBroken[i] = reader.U8() != 0;
        if (reader.Failed) return false;
        world.Regroup();
        var bodies = world.World.Bodies;
        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.Kinds[b] == BodyKind.Static) continue;
            var (center, turn) = (Vector(ref reader), new Rotation(reader.F32(), reader.F32(), reader.F32(), reader.F32()));
            var (velocity, angular) = (Vector(ref reader), Vector(ref reader));
            var isTurn = Math.Abs((turn.X * turn.X) + (turn.Y * turn.Y) + (turn.Z * turn.Z) + (turn.W * turn.W) - 1) < 1e-3f;
            if (reader.Failed || !isTurn || !(center.Length < 1e7f) || !(velocity.Length <= DestructionLimits.BlownSpeed) || !(angular.Length <= DestructionLimits.BlownSpeed)) return false;
            (bodies.Centers[b], bodies.Rotations[b]) = (center, turn);
            bodies.SetVelocity(b, velocity, angular);
            bodies.TurnInertia(b);
        }

        return ReadContacts(world.World, ref reader);
    }

    private static bool ReadContacts(RigidWorld world, ref CanonicalReader reader)
    {
        var before = (A: -1, B: -1, Triangle: -1);
        for (var n = reader.I32(); n > 0; n--)
        {
            var now = (A: reader.I32(), B: reader.I32(), Triangle: reader.I32());
            if (reader.Failed || now.CompareTo(before) <= 0 || now.A < 0 || now.A >= now.B || now.B >= world.Colliders.Count || now.Triangle != -1) return false;
            var at = world.Contacts.Restore(now.A, now.B, now.Triangle);
            for (var i = 0; i < ContactStore.Row; i++) world.Contacts.Rows[(at * ContactStore.Row) + i] = reader.F32();
            before = now;
        }

        return !reader.Failed;
    }

    private static void Write(CanonicalWriter writer, Float3 v)
    {
        writer.F32(v.X);
        writer.F32(v.Y);
        writer.F32(v.Z);
    }

    private static Float3 Vector(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32());
}
