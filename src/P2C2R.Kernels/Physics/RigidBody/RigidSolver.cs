using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>
/// Computes a slice. Its output: <c>i32 step in which a body blew up, or -1 | i32 that body | i32 frames | i32 bytes of answers | frames | answers | state</c>. A slice
/// after one that stopped says the same, without frames, answers and state.
/// </summary>
internal sealed class RigidSolver
{
    /// <summary>Bytes before the frames.</summary>
    public const int HeaderBytes = 16;

    private readonly HashCache<BuiltScene> _scenes = new(4);

    /// <summary>Executes.</summary>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (RigidJob.Read(slice.Input.Span) is not { } job) return Refusal.Of(slice, "the input is not that of a slice of this kernel");
        if (slice.Blobs.Count is < 1 or > 2 || slice.Blobs.Count - 1 + slice.Dependencies.Count != (job.From == 0 ? 0 : 1)) return Refusal.Of(slice, "a slice has a scene, and unless it begins at 0 the output before it, of a slice or as a second blob");
        var scene = slice.Blobs[0];
        if (scene.Bytes.Length > RigidLimits.MaxSceneBytes) return Refusal.Of(slice, "the scene is too big");
        if (_scenes.Load(scene.Hash, () => SceneFormat.Read(scene.Bytes.Span, slice.Cancellation) is { } read ? BuiltScene.Of(read, slice.Cancellation) : null) is not { } built) return Refusal.Of(slice, "the blob is not a scene");
        if ((long)job.Frames * built.Moving.Length > RigidLimits.MaxPoses) return Refusal.Of(slice, "there are too many poses to record");
        if (job.Answers(built.Scene) > RigidLimits.MaxAnswers) return Refusal.Of(slice, "there are too many queries to answer");
        slice.Done(WorkStep.Load, 1);
        using var world = built.Start(job.Scenario, slice.Threads, slice.Cancellation);
        return job.From > 0 && !Continue(slice, built, job, world, out var trailer) ? trailer : Run(slice, built, job, world);
    }

    /// <summary>Takes the state of the slice before; false where there is nothing to go on with.</summary>
    private static bool Continue(SliceExecution slice, BuiltScene built, RigidJob job, Dynamics.RigidWorld world, out OutputTrailer trailer)
    {
        var before = (slice.Blobs.Count == 2 ? slice.Blobs[1] : slice.Dependencies[0]).Bytes.Span;
        var reader = new CanonicalReader(before);
        var (stoppedAt, stoppedBy, frames, answers) = (reader.I32(), reader.I32(), reader.I32(), reader.I32());
        trailer = default;
        if (!reader.Failed && stoppedAt >= 0 && stoppedAt < job.From && (uint)stoppedBy < (uint)built.Scene.Bodies.Count)
        {
            WriteHeader(slice, stoppedAt, stoppedBy, 0, 0);
            trailer = new OutputTrailer(Math.Min(1, slice.MaxUnits), SliceOutcome.Completed);
            return false;
        }

        var length = (frames * FrameBytes(built.Moving.Length)) + answers;
        if (reader.Failed || frames < 0 || frames > job.From + 1 || answers < 0 || length > reader.Left)
        {
            trailer = Refusal.Of(slice, "the output before is not of this kernel");
            return false;
        }

        reader.Take((int)length);
        if (WorldFormat.Read(world, job.From, ref reader) && reader.AtEnd) return true;
        trailer = Refusal.Of(slice, "the state before is not of this scene");
        return false;
    }

    /// <summary>Bytes of a frame.</summary>
    public static long FrameBytes(int moving) => 24 + (28L * moving);

    private static OutputTrailer Run(SliceExecution slice, BuiltScene built, RigidJob job, Dynamics.RigidWorld world)
    {
        var runner = new StepRunner(built, job, world);
        if (!runner.Run(slice)) return new OutputTrailer(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
        WriteHeader(slice, runner.StoppedAt, runner.StoppedBy, runner.Frames, runner.Answers.Length);
        slice.Output.Write(runner.Recorded.Span);
        slice.Output.Write(runner.Answers.Span);
        if (runner.StoppedAt < 0)
        {
            var state = new CanonicalWriter();
            WorldFormat.Write(world, job.To, state);
            slice.Output.Write(state.Written.Span);
        }

        return new OutputTrailer(runner.Units, SliceOutcome.Completed);
    }

    private static void WriteHeader(SliceExecution slice, int stoppedAt, int stoppedBy, int frames, int answerBytes)
    {
        var writer = new CanonicalWriter();
        foreach (var value in (ReadOnlySpan<int>)[stoppedAt, stoppedBy, frames, answerBytes]) writer.I32(value);
        slice.Output.Write(writer.Written.Span);
    }
}
