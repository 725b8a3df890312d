using System.Buffers.Binary;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Executes slices: steps from one state to another. A work unit is a step of a particle.</summary>
internal static class FluidSolver
{
    // Fewer particles are stepped sooner than threads are told of it.
    private const int WorthAThread = 16_384;

    private static readonly HashCache<FluidScene> Scenes = new(4);

    /// <summary>Executes a slice; see <see cref="IKernel.Execute"/>.</summary>
    public static OutputTrailer Execute(SliceExecution execution)
    {
        if (FluidSlice.Read(execution.Input.Span) is not { } slice) return Refusal.Of(execution, "the input is not some steps of a fluid");
        if (FirstState(execution, slice) is not { } state) return Refusal.Of(execution, "the slice needs its first state, a blob or one output that it depends on, and the blob of its scene if it has one");
        if (FindScene(execution, slice) is not { } scene) return Refusal.Of(execution, "the last blob is not a scene");
        if (FluidState.Read(state.Span, slice.Run.Shape, out var step) is not { } particles) return Refusal.Of(execution, "the first state is not one, or has particles outside of the tank");
        if (step < 0 || step > FluidLimits.MaxSteps - slice.Steps) return Refusal.Of(execution, $"a run has at most {FluidLimits.MaxSteps} steps");
        var units = (long)particles.Count * slice.Steps;
        if (units > execution.MaxUnits) return new OutputTrailer(Math.Max(0, execution.MaxUnits), SliceOutcome.OutOfUnits);
        execution.Done(WorkStep.Load, 1);
        using var bodies = scene.Bodies.Count == 0 ? null : StartBodies(slice, scene, state.Span);
        if (scene.Bodies.Count > 0 && bodies is null) return Refusal.Of(execution, "the state has other bodies than the scene");
        var threads = Math.Min(execution.Threads, 1 + (particles.Count / WorthAThread));
        using var world = new FluidWorld(slice.Run.Shape, slice.Run.Settings, particles, threads, scene, bodies, step, execution.Cancellation);
        return Advance(execution, slice, world, bodies, step) ?? new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static ReadOnlyMemory<byte>? FirstState(SliceExecution execution, FluidSlice slice)
    {
        if (execution.Blobs.Count != (slice.GoesOn ? 0 : 1) + (slice.HasScene ? 1 : 0) || execution.Dependencies.Count != (slice.GoesOn ? 1 : 0)) return null;
        return slice.GoesOn ? FluidAnswer.Split(execution.Dependencies[0].Bytes)?.State : execution.Blobs[0].Bytes;
    }

    private static FluidScene? FindScene(SliceExecution execution, FluidSlice slice)
    {
        if (!slice.HasScene) return FluidScene.Empty;
        var blob = execution.Blobs[^1];
        return Scenes.Load(blob.Hash, () => FluidScene.Read(blob.Bytes.Span));
    }

    /// <summary>The bodies where a state has them, or where the scene says at a run's beginning; null where they don't fit one another.</summary>
    private static BodyWorld? StartBodies(FluidSlice slice, FluidScene scene, ReadOnlySpan<byte> state)
    {
        var bodies = BodyWorld.Start(scene, slice.Run.Shape, slice.Run.Settings);
        var written = FluidState.Bodies(state);
        if (bodies is null || written.IsEmpty || bodies.Read(written)) return bodies;
        bodies.Dispose();
        return null;
    }

    /// <summary>Computes and writes; a refusal where the fluid went out of bounds.</summary>
    private static OutputTrailer? Advance(SliceExecution execution, FluidSlice slice, FluidWorld world, BodyWorld? bodies, int first)
    {
        Span<byte> count = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(count, ((first + slice.Steps) / slice.FrameSteps) - (first / slice.FrameSteps));
        var frames = new List<FluidFrame>();
        for (var i = 1; i <= slice.Steps; i++)
        {
            if (!world.Step()) return Refusal.Of(execution, Trouble(world, slice.Run, first + i));
            if ((first + i) % slice.FrameSteps == 0) frames.Add(FluidFrame.Of(first + i, world.Particles, slice.Run.Shape, bodies?.Poses() ?? []));
            execution.Progress((double)i / slice.Steps);
        }

        execution.Output.Write(count);
        foreach (var frame in frames) frame.Write(execution.Output);
        var state = new CanonicalWriter();
        bodies?.Write(state);
        FluidState.Write(execution.Output, first + slice.Steps, world.Particles, state.Written.Span);
        execution.Done(WorkStep.Item, slice.Steps);
        return null;
    }

    /// <summary>Which step and which particle did it: of those that moved too far, the one with the lowest id.</summary>
    private static string Trouble(FluidWorld world, FluidRun run, int step)
    {
        if (world.Culprit >= 0) return $"step {step}: body {world.Culprit} moved a cell or more in one step; make \"time_step\" smaller or the body heavier";
        var culprit = int.MaxValue;
        for (var i = 0; i < world.Particles.Count; i++)
        {
            var velocity = world.Particles.Rows.Slice((i * ParticleStore.Floats) + 4, 3);
            var isCalm = true;
            foreach (var part in velocity) isCalm &= Math.Abs(part * run.Settings.TimeStep) < 1;
            if (!isCalm) culprit = Math.Min(culprit, world.Particles.Ids[i]);
        }

        return $"step {step}: particle {culprit} moved a cell or more in one step; make \"time_step\" smaller or \"sound_speed\" greater";
    }
}
