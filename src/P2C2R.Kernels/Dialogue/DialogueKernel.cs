using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Dialogue.Endpoint;
using P2C2R.Kernels.Dialogue.Models;
using P2C2R.Kernels.Dialogue.Rules;
using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue;

/// <summary>
/// What characters say. The document's field <c>"engine"</c> says which <see cref="IDialogueEngine"/> finds it; the first byte of a slice's input says
/// it again. Documents, batches and answers have one shape for all engines.
/// </summary>
public sealed class DialogueKernel : IKernel
{
    /// <summary>The document's field that names the engine.</summary>
    internal const string EngineField = "engine";

    // The first is what a document gets that names none.
    private readonly IDialogueEngine[] _engines = [new RulesEngine(), new ModelEngine(), new EndpointEngine()];

    /// <summary>For the engines that give the same bytes on every machine.</summary>
    public DialogueKernel()
        : this(Reproducible)
    {
    }

    /// <summary>For the engines of one kernel, of which it computes the slices; it plans those of every engine.</summary>
    internal DialogueKernel(KernelId id) => Id = id;

    /// <inheritdoc/>
    public KernelId Id { get; }

    /// <summary>The engines that give the same bytes on every machine.</summary>
    internal static KernelId Reproducible { get; } = new(Kinds.NpcDialogue, 1);

    /// <summary>The engine that asks a language model beside the peer.</summary>
    internal static KernelId Endpoint { get; } = new(Kinds.NpcDialogueEndpoint, 1);

    private string Names => string.Join(", ", _engines.Select(static e => e.Name));

    /// <inheritdoc/>
    public TaskPlan Plan(ReadOnlyMemory<byte> document, IInputFiles files)
    {
        var engine = FindByName(document.Span);
        var fields = engine.StartFields();
        var read = DialogueDocument.Read(document.Span, fields);
        return DialoguePlanner.Plan(engine.Kernel, engine.Number, document, read, fields.Complete(read, files));
    }

    /// <inheritdoc/>
    public OutputTrailer Execute(SliceExecution slice)
    {
        if (slice.Input.IsEmpty) return Refusal.Of(slice, "the input is empty");
        var number = slice.Input.Span[0];
        if (Array.Find(_engines, e => e.Number == number && e.Kernel == Id) is not { } engine) return Refusal.Of(slice, $"there is no engine {number}");
        return DialogueSlice.Read(slice) is { } read ? engine.Execute(read) : Refusal.Of(slice, "the input is not a batch of conversations");
    }

    /// <inheritdoc/>
    public void Merge(TaskPlan plan, IReadOnlyList<SliceResult> outputs, Stream canonical)
    {
        var planned = (PlannedDialogue)plan.State!;
        foreach (var output in outputs)
        {
            var batch = planned.Batches[output.Slice];
            var reader = new CanonicalReader(output.Answer.Span);
            foreach (var entry in batch.Entries)
            {
                for (var i = 0; i < entry.Count; i++)
                {
                    if (AnswerFormat.Read(ref reader, entry.Conversation, batch.Limits) is not { } answer || !planned.Accepts(answer)) throw Wrong(plan, output);
                    if (answer.Lines.Any(l => !batch.Characters[entry.Conversation.Cast[l.Speaker]].Speaks)) throw Wrong(plan, output);
                }
            }

            if (!reader.AtEnd) throw Wrong(plan, output);
            canonical.Write(output.Answer.Span);
        }
    }

    /// <inheritdoc/>
    public Presentation Present(TaskPlan plan, Stream canonical, string directory) => DialoguePresenter.Present((PlannedDialogue)plan.State!, canonical, directory);

    private static InvalidDataException Wrong(TaskPlan plan, SliceResult output) => new($"slice {output.Slice}: not answers of {plan.Kernel} to these conversations");

    private IDialogueEngine FindByName(ReadOnlySpan<byte> document)
    {
        var json = new DocumentReader(document);
        var seen = new HashSet<string>();
        var found = _engines[0];
        json.ReadDocumentStart();
        while (json.NextField(seen, out var field))
        {
            if (field != EngineField)
            {
                json.SkipValue();
                continue;
            }

            var name = json.ReadString(field);
            found = Array.Find(_engines, e => e.Name == name) ?? throw json.Wrong($"there is no engine \"{name}\"; the engines are {Names}");
        }

        return found;
    }
}
