using System.Runtime.InteropServices;
using P2C2R.Kernels.Dialogue.Models.Inference;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>
/// Continues many conversations together. Each step computes a token of every sequence, or some of its prompt, so that all share one reading of the weights;
/// as each token is a function of its sequence alone, the answers don't depend on who is computed with whom.
/// </summary>
internal sealed class TextGenerator
{
    private const int MaxSequences = 16;
    private const int MaxSteps = 32;

    // Keys and values of all sequences together.
    private const long MaxMemory = 1L << 30;

    private readonly LocalModel _model;
    private readonly ModelSettings _settings;
    private readonly SliceExecution _slice;
    private readonly ConversationBatch _batch;
    private readonly Transformer _transformer;
    private readonly Sampler _sampler;
    private readonly LineEnd _lineEnd;
    private readonly List<GeneratedSequence> _active = [];
    private readonly List<TokenStep> _steps = [];
    private readonly List<int> _wanted = [];
    private readonly int _context;
    private readonly int _maxSequences;

    /// <summary>With buffers.</summary>
    /// <exception cref="InputException">The model is too large.</exception>
    public TextGenerator(LocalModel model, ModelSettings settings, SliceExecution slice, ConversationBatch batch)
    {
        (_model, _settings, _slice, _batch) = (model, settings, slice, batch);
        var shape = model.Weights.Shape;
        _context = shape.UsedContext;
        _maxSequences = CountSequences(shape);
        _transformer = new Transformer(model.Weights, MaxSteps, _context, new WorkShare(slice.Threads, slice.Cancellation));
        _sampler = new Sampler(settings.Sampling, shape.Vocabulary);
        _lineEnd = new LineEnd([.. settings.Stops.Select(System.Text.Encoding.UTF8.GetBytes)]);
    }

    /// <summary>Work units of what was computed.</summary>
    public long Units { get; private set; }

    /// <summary>Bytes that keys, values and buffers take at most.</summary>
    public static long CountBytes(ModelShape shape) =>
        (CountSequences(shape) * TokenMemory.CountBytes(shape, shape.UsedContext))
        + (sizeof(float) * MaxSteps * ((8L * shape.Dimension) + (3L * shape.Hidden) + shape.Vocabulary + ((long)shape.Heads * shape.UsedContext)))
        + (sizeof(float) * (long)shape.HeadSize * shape.UsedContext);

    /// <summary>Continues conversations; false where the slice's work units ran out.</summary>
    /// <exception cref="InputException">A prompt doesn't fit, or the model's numbers overflow.</exception>
    public bool Run(IReadOnlyList<ConversationRun> runs, long maxUnits)
    {
        var next = 0;
        while (true)
        {
            while (_active.Count < _maxSequences && next < runs.Count) Start(runs[next++], null);
            if (_active.Count == 0) return Units <= maxUnits;
            ComputeStep();
            if (Units > maxUnits) return false;
            _slice.Progress(Math.Min(1, (double)(next - _active.Count) / runs.Count));
        }
    }

    private static int CountSequences(ModelShape shape) => (int)Math.Clamp(MaxMemory / TokenMemory.CountBytes(shape, shape.UsedContext), 1, MaxSequences);

    private void Start(ConversationRun run, TokenMemory? memory)
    {
        var maxTokens = Math.Min(_batch.Limits.Tokens, _context - 1);
        if (run.NextPrompt(_model.Tokenizer, _context - maxTokens, _slice.Cancellation) is { } prompt)
        {
            _active.Add(new GeneratedSequence(run, prompt, maxTokens, memory ?? new TokenMemory(_model.Weights.Shape, _context, _slice.Cancellation)));
        }
    }

    private void ComputeStep()
    {
        _steps.Clear();
        _wanted.Clear();
        var each = Math.Max(1, MaxSteps / _active.Count);
        foreach (var sequence in _active) AddSteps(sequence, each);
        _transformer.Compute(_steps, _wanted);

        // Those that end make room; the order of the others stays.
        var ready = 0;
        var sequences = _active.ToArray();
        _active.Clear();
        foreach (var sequence in sequences)
        {
            _slice.Cancellation.ThrowIfCancellationRequested();
            if (sequence.Computed < sequence.Tokens.Count || !Add(sequence, _transformer.Logits(ready++))) _active.Add(sequence);
            else Finish(sequence);
        }
    }

    private void AddSteps(GeneratedSequence sequence, int most)
    {
        for (var i = 0; i < most && sequence.Computed < sequence.Tokens.Count; i++)
        {
            _steps.Add(new TokenStep(sequence.Memory, sequence.Tokens[sequence.Computed], sequence.Computed));
            Units += ModelUnits.OfToken(_model.Weights.Shape, sequence.Computed);
            sequence.Computed++;
        }

        if (sequence.Computed == sequence.Tokens.Count) _wanted.Add(_steps.Count - 1);
    }

    // Whether that ended the sequence.
    private bool Add(GeneratedSequence sequence, Span<float> logits)
    {
        var random = CounterRandom.Bits(_batch.Seed, sequence.Owner.Item, sequence.Owner.NextSample());
        var token = _sampler.Choose(logits, sequence.Tokens, random);
        var tokenizer = _model.Tokenizer;
        if (token == tokenizer.End || token == tokenizer.EndOfTurn || token == tokenizer.Begin) return true;
        var before = sequence.Text.Count;
        sequence.Tokens.Add(token);
        tokenizer.DecodePart(token, sequence.Text);
        var end = _lineEnd.Find(sequence.Text, sequence.Text.Count - before);
        if (end >= 0) CollectionsMarshal.SetCount(sequence.Text, end);
        return end >= 0 || sequence.IsFull;
    }

    private void Finish(GeneratedSequence sequence)
    {
        sequence.Owner.Take(CollectionsMarshal.AsSpan(sequence.Text), sequence.AddedTokens);
        Start(sequence.Owner, sequence.Memory);
    }
}
