using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Physics.Destruction.Bonds;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Running;
using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>
/// Computes a slice. One that breaks a solid puts out a <see cref="FracturedSolid"/>; one of steps <c>i32 step in which a body blew up, or -1 | i32 that
/// body's lowest piece | i32 frames | frames | state</c>, or, after one that stopped, the same without frames and state.
/// </summary>
internal static class DestructionSolver
{
    /// <summary>Bytes before the frames.</summary>
    public const int HeaderBytes = 12;

    private static readonly HashCache<DestructionScene> Scenes = new(4);
    private static readonly HashCache<HulledSolid> Solids = new(64);

    /// <summary>Executes.</summary>
    public static OutputTrailer Execute(SliceExecution slice)
    {
        if (DestructionJob.Read(slice.Input.Span) is not { } job) return Refusal.Of(slice, "the input is not that of a slice of this kernel");
        if (slice.Blobs.Count != 1 || Scenes.Load(slice.Blobs[0].Hash, () => SceneFormat.Read(slice.Blobs[0].Bytes.Span)) is not { } scene) return Refusal.Of(slice, "a slice has one blob, a scene");
        if (job.Solid >= scene.Solids.Count) return Refusal.Of(slice, "the scene has fewer solids");
        slice.Done(WorkStep.Load, 1);
        return job.Solid >= 0 ? Break(slice, scene.Solids[job.Solid], job.Solid) : Run(slice, scene, job);
    }

    /// <summary>Bytes of a frame.</summary>
    public static long FrameBytes(long poses) => 12 + (28 * poses);

    private static OutputTrailer Break(SliceExecution slice, SceneSolid solid, int number)
    {
        var units = DestructionUnits.OfSolid(solid);
        if (slice.Dependencies.Count != 0) return Refusal.Of(slice, "a solid is broken without any output before");
        if (units > slice.MaxUnits) return new OutputTrailer(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
        var pieces = new Fracturer(solid.Solid, solid.Place, number).Run(solid.Sites, slice.Threads, slice.Progress, slice.Cancellation);
        if (pieces.Count == 0) return Refusal.Of(slice, "no site lies in the solid");
        var writer = new CanonicalWriter();
        FracturedSolid.Of(pieces, BondFinder.Find(pieces, slice.Cancellation), slice.Cancellation).Write(writer, slice.Cancellation);
        slice.Output.Write(writer.Written.Span);
        slice.Done(WorkStep.Preprocess, 1);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static OutputTrailer Run(SliceExecution slice, DestructionScene scene, DestructionJob job)
    {
        var count = scene.Solids.Count;
        if (slice.Dependencies.Count != count + (job.From == 0 ? 0 : 1)) return Refusal.Of(slice, "a slice of steps has the pieces of all solids, and the output of the slice before it unless it begins at 0");
        var solids = new HulledSolid[count];
        for (var s = 0; s < count; s++)
        {
            slice.Cancellation.ThrowIfCancellationRequested();
            var pieces = slice.Dependencies[s];
            if (Solids.Load(pieces.Hash, () => FracturedSolid.Read(pieces.Bytes.Span, slice.Cancellation) is { } read ? HulledSolid.Of(read, slice.Cancellation) : null) is not { } solid) return Refusal.Of(slice, "an output before is not the pieces of a solid");
            solids[s] = solid;
        }

        var fractured = new FracturedScene(scene, solids);
        var units = DestructionUnits.OfSteps(job.To - job.From, fractured.Pieces.Length);
        if (units > slice.MaxUnits) return new OutputTrailer(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
        using var world = new BreakingWorld(fractured, job.Scenario, slice.Threads);
        return job.From > 0 && !Continue(slice, fractured, job, world, out var trailer) ? trailer : Run(slice, fractured, job, world, units);
    }

    /// <summary>Takes the state of the slice before; false where there is nothing to go on with.</summary>
    private static bool Continue(SliceExecution slice, FracturedScene pieces, DestructionJob job, BreakingWorld world, out OutputTrailer trailer)
    {
        var reader = new CanonicalReader(slice.Dependencies[^1].Bytes.Span);
        var (stoppedAt, stoppedBy, frames) = (reader.I32(), reader.I32(), reader.I32());
        trailer = default;
        if (!reader.Failed && stoppedAt >= 0 && stoppedAt < job.From)
        {
            WriteHeader(slice, stoppedAt, stoppedBy, 0);
            trailer = new OutputTrailer(Math.Min(1, slice.MaxUnits), SliceOutcome.Completed);
            return false;
        }

        var length = frames * FrameBytes(pieces.Pieces.Length + pieces.Scene.Projectiles.Count);
        if (!reader.Failed && frames >= 0 && length <= reader.Left)
        {
            reader.Take((int)length);
            if (BreakingState.Read(world, job.From, ref reader) && reader.AtEnd) return true;
        }

        trailer = Refusal.Of(slice, "the output before is not of the steps before");
        return false;
    }

    private static OutputTrailer Run(SliceExecution slice, FracturedScene pieces, DestructionJob job, BreakingWorld world, long units)
    {
        var runner = new StepRunner(pieces, job, world);
        runner.Run(slice);
        WriteHeader(slice, runner.StoppedAt, runner.StoppedBy, runner.Frames);
        slice.Output.Write(runner.Recorded.Span);
        if (runner.StoppedAt >= 0) return new OutputTrailer(units, SliceOutcome.Completed);
        var state = new CanonicalWriter();
        BreakingState.Write(world, job.To, state);
        slice.Output.Write(state.Written.Span);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static void WriteHeader(SliceExecution slice, int stoppedAt, int stoppedBy, int frames)
    {
        var writer = new CanonicalWriter();
        foreach (var value in (ReadOnlySpan<int>)[stoppedAt, stoppedBy, frames]) writer.I32(value);
        slice.Output.Write(writer.Written.Span);
    }
}
