using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.NarrowPhase;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Steps a world, records frames, counts work, and stops where a body has blown up.</summary>
internal sealed class StepRunner(BuiltScene built, RigidJob job, RigidWorld world)
{
    private readonly CanonicalWriter _frames = new();
    private readonly QueryRecorder _queries = new(built, job, world);

    /// <summary>Work done.</summary>
    public long Units { get; private set; }

    /// <summary>The step in which a body blew up, or -1.</summary>
    public int StoppedAt { get; private set; } = -1;

    /// <summary>The body that blew up, or -1.</summary>
    public int StoppedBy { get; private set; } = -1;

    /// <summary>Frames recorded.</summary>
    public int Frames { get; private set; }

    /// <summary>The frames' bytes.</summary>
    public ReadOnlyMemory<byte> Recorded => _frames.Written;

    /// <summary>The bytes of the answers to queries.</summary>
    public ReadOnlyMemory<byte> Answers => _queries.Recorded;

    /// <summary>Runs the slice's steps.</summary>
    /// <returns>False where the units didn't suffice.</returns>
    public bool Run(SliceExecution slice)
    {
        if (job.From == 0) Record(0);
        if (job.From == 0) Units += _queries.Ask(0);
        for (var step = job.From; step < job.To; step++)
        {
            built.Push(world, step);
            world.Step(slice.Cancellation);
            Units += RigidUnits.OfStep(world.AwakeBodies, world.ActiveContacts, world.ActiveJoints, built.Scene.Substeps);
            if (Units > slice.MaxUnits) return false;
            slice.Done(WorkStep.Item, 1);
            slice.Progress((step + 1 - job.From) / (double)(job.To - job.From));
            if (BlowUp.Find(world.Bodies) is var body and >= 0)
            {
                (StoppedAt, StoppedBy) = (step, body);
                return true;
            }

            if ((step + 1) % job.RecordEvery == 0) Record(step + 1);
            Units += _queries.Ask(step + 1);
            if (Units > slice.MaxUnits) return false;
        }

        return true;
    }

    /// <summary><c>i32 step | i32 contacts | i32 awake | f32 greatest overlap | f32 mean overlap | f32 kinetic energy</c>, then position and rotation of each moving body.</summary>
    private void Record(int step)
    {
        Frames++;
        var (greatest, mean) = Overlaps();
        _frames.I32(step);
        _frames.I32(world.ActiveContacts);
        _frames.I32(world.AwakeBodies);
        _frames.F32(greatest);
        _frames.F32(mean);
        _frames.F32(Energy());
        foreach (var b in built.Moving)
        {
            var turn = world.Bodies.Rotations[b];
            var origin = world.Bodies.Centers[b] - turn.Turn(world.Bodies.LocalCenters[b]);
            foreach (var value in (ReadOnlySpan<float>)[origin.X, origin.Y, origin.Z, turn.X, turn.Y, turn.Z, turn.W]) _frames.F32(value);
        }
    }

    /// <summary>Of the points that the last narrow phase found on bodies awake, those apart counting as 0.</summary>
    private (float Greatest, float Mean) Overlaps()
    {
        var (greatest, sum, points) = (0f, 0.0, 0);
        var contacts = world.Contacts;
        for (var c = 0; c < contacts.Count; c++)
        {
            if (contacts.Touching[c] == 0 || !(world.IsActive(contacts.A[c]) || world.IsActive(contacts.B[c]))) continue;
            for (var k = 0; k < Manifold.Most; k++)
            {
                var gap = contacts.Rows[(c * ContactStore.Row) + ContactStore.Points + (4 * k) + 3];
                if (gap >= ContactStore.NoPoint) continue;
                points++;
                if (gap >= 0) continue;
                (greatest, sum) = (Math.Max(greatest, -gap), sum - gap);
            }
        }

        return (greatest, points == 0 ? 0 : (float)(sum / points));
    }

    private float Energy()
    {
        var energy = 0.0;
        foreach (var b in built.Moving)
        {
            var inverse = world.Bodies.InverseMass(b);
            if (inverse == 0) continue;
            var angular = world.Bodies.Rotations[b].TurnBack(world.Bodies.AngularVelocity(b));
            energy += (0.5 * world.Bodies.Velocity(b).LengthSquared / inverse) + (0.5 * Float3.Dot(angular, world.Bodies.Inertias[b] * angular));
        }

        // Far beyond what a scene within the limits can have, so that it stays a number.
        return (float)Math.Min(energy, 1e38);
    }
}
