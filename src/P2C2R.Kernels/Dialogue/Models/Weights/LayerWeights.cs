namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>The weights of a layer.</summary>
/// <param name="AttentionNorm">Factors before attention.</param>
/// <param name="Query">To what heads ask.</param>
/// <param name="Key">To the keys.</param>
/// <param name="Value">To the values.</param>
/// <param name="AttentionOutput">From the heads' values back.</param>
/// <param name="FeedNorm">Factors before the feed-forward part.</param>
/// <param name="Gate">What decides how much of <paramref name="Up"/> passes.</param>
/// <param name="Up">To the hidden dimension.</param>
/// <param name="Down">From the hidden dimension.</param>
internal sealed record LayerWeights(
    NormWeights AttentionNorm, Matrix Query, Matrix Key, Matrix Value, Matrix AttentionOutput, NormWeights FeedNorm, Matrix Gate, Matrix Up, Matrix Down);
