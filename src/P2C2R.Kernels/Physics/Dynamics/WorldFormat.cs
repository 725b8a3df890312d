using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// All of a world that its future follows from beyond the scene: <c>i32 steps done | 3 f32 gravity</c>; for each body <c>centre | rotation | velocity | angular velocity | f32 rest |
/// u8 asleep</c>, static ones left out; then the contacts that touch: <c>i32 a | i32 b | i32 triangle</c> and its row of numbers from a place on;
/// then the joints' impulses.
/// </summary>
internal static class WorldFormat
{
    /// <summary>Bytes before the bodies.</summary>
    public const int HeaderBytes = 16;

    private const int BodyBytes = (14 * 4) + 1;

    /// <summary>Writes a world.</summary>
    /// <param name="world">The world.</param>
    /// <param name="steps">Steps done.</param>
    /// <param name="writer">Where to.</param>
    /// <param name="from">Where in a contact's row to begin: what stands before <see cref="ContactStore.Impulses"/> is found again in the next step, but not where both bodies sleep.</param>
    public static void Write(RigidWorld world, int steps, CanonicalWriter writer, int from = ContactStore.Impulses)
    {
        writer.I32(steps);
        Write(writer, world.Settings.Gravity);
        var bodies = world.Bodies;
        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.Kinds[b] == BodyKind.Static) continue;
            Write(writer, bodies.Centers[b]);
            var turn = bodies.Rotations[b];
            foreach (var value in (ReadOnlySpan<float>)[turn.X, turn.Y, turn.Z, turn.W]) writer.F32(value);
            Write(writer, bodies.Velocity(b));
            Write(writer, bodies.AngularVelocity(b));
            writer.F32(bodies.RestTimes[b]);
            writer.U8(bodies.Asleep[b] ? (byte)1 : (byte)0);
        }

        WriteContacts(world.Contacts, writer, from);
        foreach (var impulse in world.JointImpulses) writer.F32(impulse);
    }

    /// <summary>
    /// Puts a world that stands at its scenario's start into a written state; false where the bytes are something else, or another number of steps was done. Nobody
    /// sleeps on under another gravity than he fell asleep with, or where there is no sleep.
    /// </summary>
    public static bool Read(RigidWorld world, int steps, ref CanonicalReader reader, int from = ContactStore.Impulses)
    {
        if (reader.I32() != steps) return false;
        var sleeps = ReadVector(ref reader) == world.Settings.Gravity && world.Settings.Sleeping;
        var bodies = world.Bodies;
        for (var b = 0; b < bodies.Count; b++)
        {
            if (bodies.Kinds[b] == BodyKind.Static) continue;
            if (reader.Left < BodyBytes) return false;
            var (center, turn) = (ReadVector(ref reader), new Rotation(reader.F32(), reader.F32(), reader.F32(), reader.F32()));
            var (velocity, angular, rest, asleep) = (ReadVector(ref reader), ReadVector(ref reader), reader.F32(), reader.U8());
            var isTurn = Math.Abs((turn.X * turn.X) + (turn.Y * turn.Y) + (turn.Z * turn.Z) + (turn.W * turn.W) - 1) < 1e-3f;
            if (!isTurn || !BlowUp.IsGood(center, velocity, angular) || !(rest >= 0) || asleep > 1) return false;
            (bodies.Centers[b], bodies.Rotations[b], bodies.RestTimes[b], bodies.Asleep[b]) = (center, turn, sleeps ? rest : 0, sleeps && asleep == 1);
            bodies.SetVelocity(b, velocity, angular);
            bodies.TurnInertia(b);
        }

        if (!ReadContacts(world, ref reader, from)) return false;
        for (var i = 0; i < world.JointImpulses.Length; i++)
        {
            world.JointImpulses[i] = reader.F32();
            if (!float.IsFinite(world.JointImpulses[i])) return false;
        }

        return !reader.Failed;
    }

    private static void Write(CanonicalWriter writer, Float3 v)
    {
        writer.F32(v.X);
        writer.F32(v.Y);
        writer.F32(v.Z);
    }

    private static Float3 ReadVector(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32());

    private static void WriteContacts(ContactStore contacts, CanonicalWriter writer, int from)
    {
        var touching = 0;
        for (var c = 0; c < contacts.Count; c++) touching += contacts.Touching[c];
        writer.I32(touching);
        for (var c = 0; c < contacts.Count; c++)
        {
            if (contacts.Touching[c] == 0) continue;
            writer.I32(contacts.A[c]);
            writer.I32(contacts.B[c]);
            writer.I32(contacts.Triangles[c]);
            foreach (var value in contacts.Rows.AsSpan((c * ContactStore.Row) + from, ContactStore.Row - from)) writer.F32(value);
        }
    }

    private static bool ReadContacts(RigidWorld world, ref CanonicalReader reader, int from)
    {
        var count = reader.I32();
        if (reader.Failed || count < 0 || count * (12 + (4L * (ContactStore.Row - from))) > reader.Left) return false;
        var before = (A: -1, B: -1, Triangle: -1);
        for (var i = 0; i < count; i++)
        {
            var now = (A: reader.I32(), B: reader.I32(), Triangle: reader.I32());
            if (now.CompareTo(before) <= 0 || now.A >= now.B || now.A < 0 || now.B >= world.Colliders.Count || now.Triangle < -1) return false;
            var at = world.Contacts.Restore(now.A, now.B, now.Triangle);
            var row = world.Contacts.Rows.AsSpan((at * ContactStore.Row) + from, ContactStore.Row - from);
            for (var j = 0; j < row.Length; j++)
            {
                row[j] = reader.F32();
                if (!(Math.Abs(row[j]) <= 1e30f)) return false;
            }

            before = now;
        }

        return true;
    }
}
