using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Dialogue.Models.Generation;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue.Models;

/// <summary>Lines from a language model that the peer computes itself, the same to the byte on every machine.</summary>
internal sealed class ModelEngine : IDialogueEngine
{
    private const int KeptModels = 2;
    private const int CopiedAtOnce = 4 << 20;

    private readonly HashCache<LocalModel> _models = new(KeptModels);

    /// <inheritdoc/>
    public string Name => "model";

    /// <inheritdoc/>
    public byte Number => 2;

    /// <inheritdoc/>
    public IEngineFields StartFields() => new ModelFields();

    /// <inheritdoc/>
    public OutputTrailer Execute(DialogueSlice slice)
    {
        var execution = slice.Execution;
        if (ModelSettings.Read(slice.Settings.Span) is not { } settings) return Refusal.Of(execution, "the settings are not those of a model");
        if (slice.Blobs.Count is not (1 or 2)) return Refusal.Of(execution, "the input needs its model: one blob, or two with the tokenizer");
        try
        {
            return Answer(slice, settings);
        }
        catch (InputException wrong)
        {
            return Refusal.Of(execution, wrong.Message);
        }
    }

    private OutputTrailer Answer(DialogueSlice slice, ModelSettings settings)
    {
        var (execution, batch) = (slice.Execution, slice.Batch);
        var generator = new TextGenerator(Load(slice.Blobs, execution.Cancellation), settings, execution, batch);
        var units = ModelUnits.OfFile(slice.Blobs.Sum(static b => (long)b.Bytes.Length));
        var runs = new List<ConversationRun>();
        foreach (var entry in batch.Entries)
        {
            for (var i = 0; i < entry.Count; i++) runs.Add(new ConversationRun(batch, entry.Conversation, entry.FirstItem + i, settings));
        }

        if (units > execution.MaxUnits || !generator.Run(runs, execution.MaxUnits - units)) return new OutputTrailer(Math.Max(0, execution.MaxUnits), SliceOutcome.OutOfUnits);
        var answers = new CanonicalWriter();
        foreach (var run in runs) AnswerFormat.Write(answers, run.Answer);
        execution.Output.Write(answers.Written.Span);
        return new OutputTrailer(units + generator.Units, SliceOutcome.Completed);
    }

    /// <summary>From one file, or from a checkpoint and its tokenizer.</summary>
    private LocalModel Load(IReadOnlyList<SliceData> blobs, CancellationToken cancellation)
    {
        // Copied: what a slice is handed may be a mapped file that ends with it, and the model outlives the slice.
        var tokenizer = blobs.Count > 1 ? blobs[1] : default;
        return _models.Load(blobs[0].Hash, tokenizer.Hash, () => LocalModel.Read(Copy(blobs[0].Bytes, cancellation), blobs.Count > 1 ? Copy(tokenizer.Bytes, cancellation) : default(ReadOnlyMemory<byte>?), cancellation))!;
    }

    private static byte[] Copy(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var copy = GC.AllocateUninitializedArray<byte>(bytes.Length);
        for (var at = 0; at < copy.Length; at += CopiedAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            bytes.Slice(at, Math.Min(CopiedAtOnce, copy.Length - at)).CopyTo(copy.AsMemory(at));
        }

        return copy;
    }
}
