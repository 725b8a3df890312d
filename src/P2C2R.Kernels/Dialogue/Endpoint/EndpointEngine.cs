using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Chat;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Dialogue.Endpoint;

/// <summary>
/// Lines from a language model that the peer runs beside itself. Two peers don't give the same bytes, so its slices are those of a kernel of their own,
/// which is marked as not reproducible.
/// </summary>
internal sealed class EndpointEngine : IDialogueEngine
{
    /// <summary>So often a conversation is asked for, where the answer is of no use.</summary>
    public const int Tries = 2;

    /// <inheritdoc/>
    public string Name => "endpoint";

    /// <inheritdoc/>
    public byte Number => 3;

    /// <inheritdoc/>
    public KernelId Kernel => DialogueKernel.Endpoint;

    /// <inheritdoc/>
    public IEngineFields StartFields() => new EndpointFields();

    /// <inheritdoc/>
    public OutputTrailer Execute(DialogueSlice slice)
    {
        var execution = slice.Execution;
        if (EndpointSettings.Read(slice.Settings.Span) is not { } settings) return Refusal.Of(execution, "not settings of the engine endpoint");
        if (execution.ChatModel is not { } model) throw new ChatModelException("there is no language model beside this program; the engine \"endpoint\" needs a peer that has one");
        var (writer, units, done) = (new CanonicalWriter(), 0L, 0L);
        foreach (var entry in slice.Batch.Entries)
        {
            var prompt = EndpointPrompt.Of(slice.Batch, entry.Conversation, settings.Schema is not null);
            for (var variant = 0; variant < entry.Count; variant++, done++)
            {
                var affordable = EndpointUnits.TokensWithin(execution.MaxUnits - units, prompt);
                if (affordable < 1) return new OutputTrailer(execution.MaxUnits, SliceOutcome.OutOfUnits);
                var request = settings.ToRequest(prompt, (int)Math.Min(affordable, EndpointUnits.MaxTokens(slice.Batch.Limits)));
                var (answer, tokens) = Ask(slice, entry, request, model, slice.Batch.Seed + ((entry.FirstItem + variant) * Tries), done);
                AnswerFormat.Write(writer, answer);
                units += EndpointUnits.Of(prompt, tokens);
            }
        }

        execution.Output.Write(writer.Written.Span);
        return new OutputTrailer(units, SliceOutcome.Completed);
    }

    /// <summary>Asks, and once more where the answer is of no use; its tokens count once, because what is of no use isn't delivered.</summary>
    private static (ConversationAnswer Answer, int Tokens) Ask(DialogueSlice slice, BatchEntry entry, ChatRequest request, IChatModel model, long seed, long done)
    {
        var answers = new EndpointAnswers(slice.Batch, entry.Conversation, request.Schema is null ? null : JsonSchema.Parse(request.Schema));
        var fault = "";
        for (var i = 0; i < Tries; i++)
        {
            var said = model.Ask(request with { Seed = (int)((seed + i) & int.MaxValue) }, Report, slice.Execution.Cancellation);
            if (answers.Read(said, out fault) is { } answer) return (answer, said.Tokens);
        }

        throw new ChatModelException($"the model's answer is of no use, {Tries} times: {fault}");

        void Report(int tokens, string newest)
        {
            slice.Execution.Said(newest);
            slice.Execution.Progress(Math.Min(1, (done + ((double)tokens / request.MaxTokens)) / slice.Batch.Count));
        }
    }
}
