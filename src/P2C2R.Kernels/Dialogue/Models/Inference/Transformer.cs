using System.Runtime.Intrinsics;
using P2C2R.Kernels.Dialogue.Models.Weights;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Inference;

/// <summary>
/// Computes tokens of any sequences together, so that weights are read once for all of them. What comes out for a token is a function of its
/// sequence alone. Not safe for threads: it owns its buffers.
/// </summary>
internal sealed class Transformer
{
    private const long MultiplicationsBetweenLooks = 1 << 25;

    private readonly ModelWeights _weights;
    private readonly ModelShape _shape;
    private readonly WorkShare _work;
    private readonly RotaryTable _rotary;
    private readonly Activations _state;
    private readonly Activations _normal;
    private readonly Activations _queries;
    private readonly Activations _keys;
    private readonly Activations _values;
    private readonly Activations _mixed;
    private readonly Activations _delta;
    private readonly Activations _gates;
    private readonly Activations _hidden;
    private readonly Activations _last;
    private readonly Activations _logits;
    private readonly float[] _scores;
    private readonly int _positions;
    private readonly int _capacity;

    /// <summary>With buffers.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="capacity">Tokens that are computed together at most.</param>
    /// <param name="positions">Positions that sequences have at most.</param>
    /// <param name="work">The threads.</param>
    public Transformer(ModelWeights weights, int capacity, int positions, WorkShare work)
    {
        (_weights, _shape, _work) = (weights, weights.Shape, work);
        (_positions, _capacity) = (Lanes.Pad(positions), capacity);
        _rotary = new RotaryTable(_shape, weights.FrequencyFactors, positions, work.Cancellation);
        _state = new Activations(_shape.Dimension, capacity);
        _normal = new Activations(_shape.Dimension, capacity);
        _queries = new Activations(_shape.Dimension, capacity);
        _keys = new Activations(_shape.KeyDimension, capacity);
        _values = new Activations(_shape.KeyDimension, capacity);
        _mixed = new Activations(_shape.Dimension, capacity);
        _delta = new Activations(_shape.Dimension, capacity);
        _gates = new Activations(_shape.Hidden, capacity);
        _hidden = new Activations(_shape.Hidden, capacity);
        _last = new Activations(_shape.Dimension, capacity);
        _logits = new Activations(_shape.Vocabulary, capacity);
        _scores = new float[capacity * _shape.Heads * _positions];
    }

    /// <summary>The logits of the tokens for which they were asked, in the order of the last call.</summary>
    public Span<float> Logits(int number) => _logits[number][.._shape.Vocabulary];

    /// <summary>Computes tokens.</summary>
    /// <param name="steps">The tokens; of one sequence, in order.</param>
    /// <param name="wanted">Indices into <paramref name="steps"/>: where logits are wanted.</param>
    public void Compute(IReadOnlyList<TokenStep> steps, IReadOnlyList<int> wanted)
    {
        if (steps.Count > _capacity) throw new ArgumentException("more tokens than there is room for", nameof(steps));
        foreach (var activations in (Activations[])[_state, _normal, _queries, _keys, _values, _mixed, _delta, _gates, _hidden]) activations.Count = steps.Count;
        for (var i = 0; i < steps.Count; i++) _weights.Embedding.ReadRow(steps[i].Token, _state[i][.._shape.Dimension]);
        for (var l = 0; l < _shape.Layers; l++)
        {
            var layer = _weights.Layers[l];
            Attend(l, layer, steps);
            Feed(layer);
        }

        MakeLogits(wanted);
    }

    private void Attend(int l, LayerWeights layer, IReadOnlyList<TokenStep> steps)
    {
        Normalize(layer.AttentionNorm);
        Multiply(layer.Query, _normal, _queries);
        Multiply(layer.Key, _normal, _keys);
        Multiply(layer.Value, _normal, _values);
        for (var i = 0; i < steps.Count; i++)
        {
            _rotary.Turn(_queries[i][.._shape.Dimension], steps[i].Position);
            _rotary.Turn(_keys[i][.._shape.KeyDimension], steps[i].Position);
            steps[i].Memory.Write(l, steps[i].Position, _keys[i], _values[i]);
        }

        var cost = 0L;
        for (var i = 0; i < steps.Count; i++) cost += 2L * (steps[i].Position + 1) * _shape.Dimension;
        if (_work.IsWorthSharing(cost)) ShareHeads(l, steps);
        else AttendHeads(l, steps, 0, steps.Count * _shape.Heads);
        MakeSteps(layer.AttentionOutput, _mixed);
        Multiply(layer.AttentionOutput, _mixed, _delta);
        Add(_state, _delta);
    }

    private void ShareHeads(int layer, IReadOnlyList<TokenStep> steps) =>
        _work.Run(steps.Count * _shape.Heads, 1, (from, to) => AttendHeads(layer, steps, from, to));

    private void AttendHeads(int layer, IReadOnlyList<TokenStep> steps, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            _work.Cancellation.ThrowIfCancellationRequested();
            AttendHead(layer, steps[i / _shape.Heads], i / _shape.Heads, i % _shape.Heads);
        }
    }

    private void AttendHead(int layer, TokenStep step, int vector, int head)
    {
        var (at, size) = (head * _shape.HeadSize, _shape.HeadSize);
        var scores = _scores.AsSpan(((vector * _shape.Heads) + head) * _positions, _positions);
        Attention.Compute(_shape, step.Memory, layer, head, step.Position, _queries[vector].Slice(at, size), scores, _mixed[vector].Slice(at, size));
    }

    private void Feed(LayerWeights layer)
    {
        Normalize(layer.FeedNorm);
        Multiply(layer.Gate, _normal, _gates);
        Multiply(layer.Up, _normal, _hidden);
        for (var i = 0; i < _hidden.Count; i++) MultiplyGates(_gates[i], _hidden[i]);
        MakeSteps(layer.Down, _hidden);
        Multiply(layer.Down, _hidden, _delta);
        Add(_state, _delta);
    }

    private void MakeLogits(IReadOnlyList<int> wanted)
    {
        (_last.Count, _logits.Count) = (wanted.Count, wanted.Count);
        for (var i = 0; i < wanted.Count; i++) _weights.OutputNorm.Apply(_state[wanted[i]], _last[i]);
        MakeSteps(_weights.Output, _last);
        Multiply(_weights.Output, _last, _logits);
    }

    private void Normalize(NormWeights norm)
    {
        for (var i = 0; i < _state.Count; i++) norm.Apply(_state[i], _normal[i]);
        if (_weights.WantsSteps) _normal.MakeSteps();
    }

    private static void MakeSteps(Matrix matrix, Activations vectors)
    {
        if (matrix.WantsSteps) vectors.MakeSteps();
    }

    private void Multiply(Matrix matrix, Activations vectors, Activations results)
    {
        if (vectors.Count == 0) return;
        if (_work.IsWorthSharing((long)matrix.Rows * matrix.Columns * vectors.Count)) ShareRows(matrix, vectors, results);
        else MultiplyRows(matrix, 0, matrix.Rows, vectors, results);
    }

    private void ShareRows(Matrix matrix, Activations vectors, Activations results) =>
        _work.Run(matrix.Rows, Matrix.Bundle, (from, to) => MultiplyRows(matrix, from, to, vectors, results));

    // In pieces that take some milliseconds, with a look for a cancel before each.
    private void MultiplyRows(Matrix matrix, int from, int to, Activations vectors, Activations results)
    {
        var piece = (int)Math.Min(to, Math.Max(1, MultiplicationsBetweenLooks / ((long)matrix.Columns * vectors.Count * Matrix.Bundle)) * Matrix.Bundle);
        for (var row = from; row < to; row += piece)
        {
            _work.Cancellation.ThrowIfCancellationRequested();
            matrix.Multiply(row, Math.Min(to, row + piece), vectors, results);
        }
    }

    private static void Add(Activations sums, Activations addends)
    {
        for (var v = 0; v < sums.Count; v++)
        {
            var sum = sums[v];
            var addend = addends[v];
            for (var i = 0; i < sum.Length; i += Lanes.Count) (Vector512.Create<float>(sum[i..]) + Vector512.Create<float>(addend[i..])).CopyTo(sum[i..]);
        }
    }

    // SwiGLU (Shazeer, "GLU Variants Improve Transformer", 2020): x / (1 + e^-x) of the gate decides how much passes.
    private static void MultiplyGates(ReadOnlySpan<float> gates, Span<float> hidden)
    {
        for (var i = 0; i < hidden.Length; i += Lanes.Count)
        {
            var gate = Vector512.Create(gates[i..]);
            var open = gate / (Vector512<float>.One + Lanes.Exp(-gate));
            (open * Vector512.Create<float>(hidden[i..])).CopyTo(hidden[i..]);
        }
    }
}
