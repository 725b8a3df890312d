namespace P2C2R.Kernels.Dialogue.Models.Weights;

/// <summary>All weights of a model.</summary>
/// <param name="Shape">Its sizes.</param>
/// <param name="Embedding">A row for each token.</param>
/// <param name="Layers">Its layers.</param>
/// <param name="OutputNorm">Factors before the output.</param>
/// <param name="Output">To a number for each token; may be the embedding.</param>
/// <param name="FrequencyFactors">What each rotary frequency is divided by; empty for 1.</param>
internal sealed record ModelWeights(ModelShape Shape, Matrix Embedding, IReadOnlyList<LayerWeights> Layers, NormWeights OutputNorm, Matrix Output, float[] FrequencyFactors)
{
    /// <summary>Bytes of weights that are read for each token that is computed alone.</summary>
    public long BytesPerToken => Output.Bytes + Layers.Sum(static l =>
        l.Query.Bytes + l.Key.Bytes + l.Value.Bytes + l.AttentionOutput.Bytes + l.Gate.Bytes + l.Up.Bytes + l.Down.Bytes);

    /// <summary>Whether any matrix multiplies steps (<see cref="Matrix.WantsSteps"/>).</summary>
    public bool WantsSteps { get; } = Output.WantsSteps || Layers.Any(static l =>
        l.Query.WantsSteps || l.Key.WantsSteps || l.Value.WantsSteps || l.AttentionOutput.WantsSteps || l.Gate.WantsSteps || l.Up.WantsSteps || l.Down.WantsSteps);
}
