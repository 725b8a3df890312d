using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Destruction.Running;

/// <summary>Runs the steps of a slice, records frames, and stops where a body has blown up.</summary>
/// <param name="pieces">The pieces.</param>
/// <param name="job">What to do.</param>
/// <param name="world">Where they are.</param>
internal sealed class StepRunner(FracturedScene pieces, DestructionJob job, BreakingWorld world)
{
    private readonly CanonicalWriter _frames = new();

    /// <summary>The step in which a body blew up, or -1.</summary>
    public int StoppedAt { get; private set; } = -1;

    /// <summary>That body's lowest piece; below 0 a projectile, -1 the last.</summary>
    public int StoppedBy { get; private set; }

    /// <summary>Frames recorded.</summary>
    public int Frames { get; private set; }

    /// <summary>Their bytes.</summary>
    public ReadOnlyMemory<byte> Recorded => _frames.Written;

    /// <summary>Runs.</summary>
    public void Run(SliceExecution slice)
    {
        if (job.From == 0) Record(0);
        for (var step = job.From; step < job.To; step++)
        {
            world.Step(step, slice.Cancellation);
            slice.Done(WorkStep.Item, 1);
            slice.Progress((step + 1.0 - job.From) / (job.To - job.From));
            if (BlowUp.Find(world.World.Bodies) is var body and >= 0)
            {
                (StoppedAt, StoppedBy) = (step, body < world.FirstCluster ? body - world.FirstCluster : world.Map.Clusters[body - world.FirstCluster][0]);
                return;
            }

            if ((step + 1) % job.RecordEvery == 0) Record(step + 1);
        }
    }

    /// <summary><c>i32 step | i32 bodies | i32 bonds broken</c>, then position and rotation of each projectile and each piece about its centre.</summary>
    private void Record(int step)
    {
        Frames++;
        _frames.I32(step);
        _frames.I32(world.Map.Clusters.Count);
        _frames.I32(world.IsBroken.Count(static b => b));
        var bodies = world.World.Bodies;
        var first = world.FirstCluster - pieces.Scene.Projectiles.Count;
        for (var b = first; b < world.FirstCluster; b++) Pose(bodies.Centers[b], bodies.Rotations[b]);
        for (var p = 0; p < pieces.Pieces.Length; p++)
        {
            var body = world.BodyOf(p);
            Pose(bodies.Centers[body] + bodies.Rotations[body].Turn(pieces.Pieces[p].Center - bodies.LocalCenters[body]), bodies.Rotations[body]);
        }
    }

    private void Pose(Float3 at, Rotation turn)
    {
        foreach (var value in (ReadOnlySpan<float>)[at.X, at.Y, at.Z, turn.X, turn.Y, turn.Z, turn.W]) _frames.F32(value);
    }
}
