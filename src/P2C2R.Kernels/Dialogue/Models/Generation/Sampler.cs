using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Models.Generation;

/// <summary>
/// Chooses the next token from logits: repetition penalty (Keskar et al., "CTRL", 2019), temperature, top-k, top-p (Holtzman et al., "The Curious
/// Case of Neural Text Degeneration", 2020). Probabilities are binary64; of equal logits the lower token comes first. Not safe for threads.
/// </summary>
/// <param name="settings">How.</param>
/// <param name="vocabulary">Tokens that there are.</param>
internal sealed class Sampler(SamplingSettings settings, int vocabulary)
{
    // Tokens that count as recent.
    private const int Recent = 64;

    private readonly List<(double Weight, int Token)> _candidates = [];
    private readonly bool[] _isPenalized = new bool[vocabulary];

    /// <summary>Chooses a token.</summary>
    /// <param name="logits">One for each token; changed.</param>
    /// <param name="tokens">The sequence so far.</param>
    /// <param name="random">64 random bits.</param>
    public int Choose(Span<float> logits, IReadOnlyList<int> tokens, ulong random)
    {
        CheckFinite(logits);
        Penalize(logits, tokens);
        var best = FindBest(logits);
        if (settings.Temperature == 0) return best;
        Weigh(logits, logits[best]);
        return Pick(random);
    }

    /// <summary>The token of the greatest logit, the first of equals.</summary>
    public static int FindBest(ReadOnlySpan<float> logits)
    {
        var best = Vector512.Create(float.NegativeInfinity);
        var at = 0;
        for (; at + Lanes.Count <= logits.Length; at += Lanes.Count)
        {
            var lanes = Vector512.Create(logits[at..]);
            best = Vector512.ConditionalSelect(Vector512.GreaterThan(lanes, best), lanes, best);
        }

        Span<float> rest = stackalloc float[Lanes.Count];
        best.CopyTo(rest);
        var greatest = float.NegativeInfinity;
        foreach (var lane in rest) greatest = lane > greatest ? lane : greatest;
        foreach (var logit in logits[at..]) greatest = logit > greatest ? logit : greatest;
        return Math.Max(0, logits.IndexOf(greatest));
    }

    // A hostile file's weights may overflow; what NaN would do further on is nobody's to rely on.
    private static void CheckFinite(ReadOnlySpan<float> logits)
    {
        var isFinite = true;
        foreach (var logit in logits) isFinite &= MathF.Abs(logit) <= float.MaxValue;
        if (!isFinite) throw new InputException("the model's numbers overflow: its weights are not those of a working model");
    }

    private void Penalize(Span<float> logits, IReadOnlyList<int> tokens)
    {
        if (settings.Penalty == SamplingSettings.One) return;
        var penalty = settings.Penalty / (float)SamplingSettings.One;
        var first = Math.Max(0, tokens.Count - Recent);
        for (var i = first; i < tokens.Count; i++)
        {
            if (_isPenalized[tokens[i]]) continue;
            _isPenalized[tokens[i]] = true;
            ref var logit = ref logits[tokens[i]];
            logit = logit > 0 ? logit / penalty : logit * penalty;
        }

        for (var i = first; i < tokens.Count; i++) _isPenalized[tokens[i]] = false;
    }

    private void Weigh(ReadOnlySpan<float> logits, float best)
    {
        _candidates.Clear();
        var scale = SamplingSettings.One / (double)settings.Temperature;
        var total = 0.0;
        for (var token = 0; token < logits.Length; token++)
        {
            var weight = ExactMath.Exp((logits[token] - (double)best) * scale);
            if (weight == 0) continue;
            total += weight;
            _candidates.Add((weight, token));
        }

        var isAll = settings.TopK == 0 || settings.TopK >= _candidates.Count;
        if (isAll && settings.TopP == SamplingSettings.One) return;

        // One that has less than its share of what may be missing is never needed.
        var least = total * (SamplingSettings.One - settings.TopP) / SamplingSettings.One / logits.Length;
        if (isAll) _candidates.RemoveAll(c => c.Weight < least);
        _candidates.Sort(static (a, b) => b.Weight.CompareTo(a.Weight) is var order && order != 0 ? order : a.Token.CompareTo(b.Token));
        if (!isAll) _candidates.RemoveRange(settings.TopK, _candidates.Count - settings.TopK);
        CutTail();
    }

    private void CutTail()
    {
        var total = 0.0;
        foreach (var (weight, _) in _candidates) total += weight;
        var wanted = total * settings.TopP / SamplingSettings.One;
        var sum = 0.0;
        for (var i = 0; i < _candidates.Count; i++)
        {
            sum += _candidates[i].Weight;
            if (sum < wanted) continue;
            _candidates.RemoveRange(i + 1, _candidates.Count - i - 1);
            return;
        }
    }

    private int Pick(ulong random)
    {
        var total = 0.0;
        foreach (var (weight, _) in _candidates) total += weight;
        var wanted = (random >> 11) * (1.0 / (1L << 53)) * total;
        var sum = 0.0;
        foreach (var (weight, token) in _candidates)
        {
            sum += weight;
            if (sum > wanted) return token;
        }

        return _candidates[^1].Token;
    }
}
