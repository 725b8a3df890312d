using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>
/// Lines from response rules: of the rules whose criteria hold, the most specific speaks (E. Ruskin, "AI-driven Dynamic Dialog through Fuzzy Pattern
/// Matching", GDC 2012). Safe for threads.
/// </summary>
internal sealed class RulesEngine : IDialogueEngine
{
    private const int RememberedRules = 4;
    private const int ProgressEvery = 64;
    private const int BufferedBytes = 64 << 10;

    private readonly HashCache<LoadedRules> _loaded = new(RememberedRules);

    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public byte Number => 1;

    /// <inheritdoc/>
    public IEngineFields StartFields() => new RulesFields();

    /// <inheritdoc/>
    public OutputTrailer Execute(DialogueSlice slice)
    {
        var execution = slice.Execution;
        if (RulesSettings.Find(slice) is not { } bytes) return Refusal.Of(execution, "the input needs its rules: one blob, or none where they are in the settings");
        var units = RulesUnits.OfRules(bytes.Length);
        if (units > execution.MaxUnits) return OutOfUnits(execution);
        var hash = slice.Blobs.Count == 1 ? slice.Blobs[0].Hash : Sha256Hash.Of(bytes.Span);
        if (_loaded.Load(hash, () => LoadedRules.Load(bytes.Span, execution.Cancellation)) is not { } rules) return Refusal.Of(execution, "the rules are not in the canonical format");
        return Answer(slice, SliceContext.Of(rules, slice.Batch), units);
    }

    private static OutputTrailer Answer(DialogueSlice slice, SliceContext context, long units)
    {
        var execution = slice.Execution;
        var answers = new CanonicalWriter();
        var facts = new FactValues(context.Rules.Set.Facts.Count);
        var (done, count) = (0L, slice.Batch.Count);
        foreach (var entry in slice.Batch.Entries)
        {
            for (var variant = 0; variant < entry.Count; variant++)
            {
                var run = new ConversationRun(context, entry.Conversation, new Dice(slice.Batch.Seed, entry.FirstItem + variant), facts);
                AnswerFormat.Write(answers, run.Run(execution.Cancellation));
                units += run.Units;
                if (units > execution.MaxUnits) return OutOfUnits(execution);
                if (answers.Written.Length > BufferedBytes) Flush(execution, answers);
                if (++done % ProgressEvery == 0) execution.Progress((double)done / count);
            }
        }

        Flush(execution, answers);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    private static void Flush(SliceExecution slice, CanonicalWriter answers)
    {
        slice.Output.Write(answers.Written.Span);
        answers.Clear();
    }

    private static OutputTrailer OutOfUnits(SliceExecution slice) => new(Math.Max(0, slice.MaxUnits), SliceOutcome.OutOfUnits);
}
