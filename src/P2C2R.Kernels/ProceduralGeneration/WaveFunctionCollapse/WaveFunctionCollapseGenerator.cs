using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>Maps of tiles that obey the rules of a tile set or look like a sample: wave function collapse (M. Gumin, 2016), the simple tiled and the overlapping model.</summary>
internal sealed class WaveFunctionCollapseGenerator : IGenerator
{
    /// <inheritdoc/>
    public string Name => "wave_function_collapse";

    /// <inheritdoc/>
    public byte Number => 2;

    /// <inheritdoc/>
    public TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> document, IInputFiles files) => WavePlanner.Plan(kernel, Number, document, files);

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (!WaveSlice.TryRead(slice.Input, out var inlineProblem, out var variant)) return Refusal.Of(slice, "the input is not a variant of a problem");
        if (slice.Blobs.Count != (inlineProblem is null ? 1 : 0)) return Refusal.Of(slice, "the input needs its problem: one blob, or none where the problem is in the input");
        var canonical = inlineProblem ?? slice.Blobs[0].Bytes;
        if (WaveProblem.Read(canonical.Span) is not { } problem) return Refusal.Of(slice, "the problem is not in the canonical format");
        var least = WaveUnits.OfVariant(problem, canonical.Length);
        var affordable = (slice.MaxUnits - least) / WaveUnits.OfBacktrack(problem);
        if (slice.MaxUnits < least) return OutOfUnits(slice);
        var answer = new WaveSolver(problem, variant, (int)Math.Min(affordable, problem.MaxBacktracks), slice).Solve();
        if (answer.Status == WaveStatus.GaveUp && affordable < problem.MaxBacktracks) return OutOfUnits(slice);
        WaveAnswerFormat.Write(slice.Output, answer);
        return new OutputTrailer(least + (answer.Backtracks * WaveUnits.OfBacktrack(problem)), SliceOutcome.Completed);
    }

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var problem = ((PlannedWave)plan.State!).Problem;
        foreach (var output in outputs)
        {
            var answers = new List<WaveAnswer>();
            if (!WaveAnswerFormat.TryRead(output.Answer.Span, problem, answers) || answers is not [var answer]) throw new InvalidDataException($"slice {output.Slice}: not a variant of {plan.Kernel}");
            if (answer.Status == WaveStatus.Solved && WaveCheck.Find(problem, answer.Patterns) is { } wrong) throw new InvalidDataException($"slice {output.Slice}: {wrong}");
            canonical.Write(output.Answer.Span);
        }
    }

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => WavePresenter.Present((PlannedWave)plan.State!, canonical, directory);

    private static OutputTrailer OutOfUnits(SliceExecution slice) => new(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
}
