using System.Security.Cryptography;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Fills the tank, and cuts each variant's steps into a chain of slices.</summary>
internal static class FluidPlanner
{
    // About ten seconds of a core: short enough that a lost peer costs little, long enough that moving the state costs less.
    private const long UnitsPerSlice = 200_000_000;

    // Of a body's state, with some contacts: an estimate.
    private const int BodyBytes = 1024;

    /// <summary>Plans; see <see cref="IKernel.Plan"/>.</summary>
    public static TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        var document = FluidDocument.Read(bytes.Span, files);
        var particles = FluidFiller.Fill(document);
        using var stream = new MemoryStream();
        FluidState.Write(stream, 0, particles, []);
        var state = stream.ToArray();
        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>();
        var first = Keep(blobs, state);
        List<Sha256Hash> scene = document.Scene.IsEmpty ? [] : [Keep(blobs, document.Scene.Write())];
        var stepsPerSlice = document.StepsPerSlice > 0 ? document.StepsPerSlice : (int)Math.Clamp(UnitsPerSlice / particles.Count, 1, document.Steps);
        var perVariant = (document.Steps + stepsPerSlice - 1) / stepsPerSlice;
        if ((long)perVariant * document.Variants.Count > Limits.MaxSlicesPerTask)
        {
            throw new InputException($"{perVariant} slices for each of {document.Variants.Count} variants; a task has at most {Limits.MaxSlicesPerTask}: make \"steps_per_slice\" greater");
        }

        var slices = new List<PlannedSlice>();
        foreach (var variant in document.Variants) AddChain(slices, document, document.Run(variant), first, scene, particles.Count, stepsPerSlice);
        return new TaskPlan(kernel, bytes, slices, blobs, document);
    }

    private static Sha256Hash Keep(Dictionary<Sha256Hash, ReadOnlyMemory<byte>> blobs, ReadOnlyMemory<byte> bytes)
    {
        var hash = new Sha256Hash(SHA256.HashData(bytes.Span));
        blobs[hash] = bytes;
        return hash;
    }

    private static void AddChain(List<PlannedSlice> slices, FluidDocument document, FluidRun run, Sha256Hash first, List<Sha256Hash> scene, int particles, int stepsPerSlice)
    {
        for (var step = 0; step < document.Steps; step += stepsPerSlice)
        {
            var steps = Math.Min(stepsPerSlice, document.Steps - step);
            var frames = ((step + steps) / document.FrameSteps) - (step / document.FrameSteps);
            var length = 4 + (frames * FluidFrame.Length(particles, document.Scene.Bodies.Count)) + FluidState.Length(particles, document.Scene.Bodies.Count * BodyBytes);
            if (length > Limits.MaxBlobBytes - 1024) throw new InputException($"a slice of {steps} steps has {frames} frames, together more than {Limits.MaxBlobBytes} bytes; make \"steps_per_slice\" smaller or \"frame_steps\" greater");
            var units = (long)particles * steps;
            var input = new FluidSlice(step > 0, scene.Count > 0, steps, document.FrameSteps, run).Write();
            slices.Add(new PlannedSlice(input, step > 0 ? scene : [first, .. scene], step > 0 ? [slices.Count - 1] : [], units, units) { OutputBytes = length });
        }
    }
}
