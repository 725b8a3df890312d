using System.Text;
using P2C2R.Kernels.Dialogue.Models.Generation;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Dialogue.Models;

/// <summary>The fields of a document for the engine <c>model</c>.</summary>
internal sealed class ModelFields : IEngineFields
{
    private const int MaxTopK = 1 << 20;

    // A slice of about two reference seconds is worth its transport, and lost without much harm.
    private const long UnitsOfSlice = 20_000_000;
    private const int MaxConversations = 256;

    // Bytes of English text that a token stands for, roughly; only estimates depend on it.
    private const int BytesPerToken = 3;

    private string? _model;
    private string? _tokenizer;
    private string _template = PromptTemplate.Default;
    private List<string> _stops = ["\n"];
    private SamplingSettings _sampling = new(800, 40, 950, 1_100);

    /// <inheritdoc/>
    public string Names => "model, tokenizer, template, stop, temperature, top_k, top_p, repetition_penalty";

    /// <inheritdoc/>
    public bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "model": _model = json.ReadString(field); break;
            case "tokenizer": _tokenizer = json.ReadString(field); break;
            case "template": _template = ReadTemplate(ref json, field); break;
            case "stop": _stops = ReadStops(ref json, field); break;
            case "temperature": _sampling = _sampling with { Temperature = ReadThousandths(ref json, field, 0, SamplingSettings.MaxTemperature) }; break;
            case "top_k": _sampling = _sampling with { TopK = (int)json.ReadInteger(field, 0, MaxTopK) }; break;
            case "top_p": _sampling = _sampling with { TopP = ReadThousandths(ref json, field, 1, SamplingSettings.One) }; break;
            case "repetition_penalty": _sampling = _sampling with { Penalty = ReadThousandths(ref json, field, SamplingSettings.One, SamplingSettings.MaxPenalty) }; break;
            default: return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public EnginePlan Complete(DialogueDocument document, IInputFiles files)
    {
        if (_model is null) throw new InputException("the engine \"model\" needs the field \"model\": the name of a GGUF file, or of a llama2.c checkpoint");
        var model = files.Read(_model);
        ReadOnlyMemory<byte>? tokenizer = _tokenizer is null ? default(ReadOnlyMemory<byte>?) : files.Read(_tokenizer);
        var shape = ReadShape(model, tokenizer);
        var context = shape.UsedContext;
        if (document.Limits.Tokens >= context) throw new InputException($"\"tokens\" in \"limits\" is {document.Limits.Tokens}, but the context has {context} tokens in all; make it smaller, or take another model");
        var expected = (Conversation c) => c.Asked.Count * ModelUnits.OfSequence(shape, Math.Min(context, (_template.Length / BytesPerToken) + document.Limits.Tokens));
        var typical = Math.Max(1, document.Conversations.Max(c => expected(c.Conversation)));
        return new EnginePlan(new ModelSettings(_sampling, new PromptTemplate(_template), _stops).Write(), tokenizer is { } beside ? [model, beside] : [model])
        {
            ConversationsPerSlice = (int)Math.Clamp(UnitsOfSlice / typical, 1, MaxConversations),
            UnitsPerSlice = ModelUnits.OfFile(model.Length + (long)(tokenizer?.Length ?? 0)),
            ExpectedUnits = expected,

            // The file as it comes, the copy that is kept, and what is computed with.
            MemoryBytes = (2 * (model.Length + (long)(tokenizer?.Length ?? 0))) + TextGenerator.CountBytes(shape),
            MaxUnits = c => c.Asked.Count * ModelUnits.OfSequence(shape, context),
            ExpectedBytes = c => c.Asked.Count * (long)document.Limits.Tokens * 8,
        };
    }

    // All of it is read: what is wrong is said before anything is paid.
    private ModelShape ReadShape(ReadOnlyMemory<byte> model, ReadOnlyMemory<byte>? tokenizer)
    {
        try
        {
            return LocalModel.Read(model, tokenizer).Weights.Shape;
        }
        catch (InputException wrong)
        {
            throw new InputException($"{_model}: {wrong.Message}", wrong);
        }
    }

    private static int ReadThousandths(ref DocumentReader json, string field, int least, int most)
    {
        var number = json.ReadNumber(field, least / (double)SamplingSettings.One, most / (double)SamplingSettings.One);
        return Math.Clamp((int)Math.Floor((number * SamplingSettings.One) + 0.5), least, most);
    }

    private static string ReadTemplate(ref DocumentReader json, string field)
    {
        var text = FactFields.ReadText(ref json, field, PromptTemplate.MaxBytes);
        return PromptTemplate.FindMistake(text) is { } mistake ? throw json.Wrong($"\"{field}\": {mistake}") : text;
    }

    private static List<string> ReadStops(ref DocumentReader json, string field)
    {
        var stops = new List<string>();
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (stops.Count == ModelSettings.MaxStops) throw json.Wrong($"\"{field}\" may have {ModelSettings.MaxStops} strings; remove some");
            var stop = json.ReadString(field);
            if (Encoding.UTF8.GetByteCount(stop) is 0 or > ModelSettings.MaxStopBytes) throw json.Wrong($"a string of \"{field}\" must have 1 to {ModelSettings.MaxStopBytes} bytes");
            stops.Add(stop);
        }

        return stops;
    }
}
