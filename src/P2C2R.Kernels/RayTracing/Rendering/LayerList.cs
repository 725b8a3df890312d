using P2C2R.Kernels.RayTracing.Rendering.Measures;

namespace P2C2R.Kernels.RayTracing.Rendering;

/// <summary>What a document asks to be measured.</summary>
internal sealed class LayerList
{
    private const int FeatureSamples = 16;

    private readonly List<Layer> _layers = [];
    private readonly List<DenoisedLayer> _denoised = [];

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Which of them are freed of noise.</summary>
    public IReadOnlyList<DenoisedLayer> Denoised => _denoised;

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="denoise">Rounds of the denoiser; 0 for none. Needs three channels.</param>
    public void Add(Layer layer, int denoise = 0)
    {
        _layers.Add(layer);
        if (denoise == 0) return;
        _layers.Add(new Layer($"{layer.Name} features", layer.View, new FeaturesMeasure(), layer.Seed, FeatureSamples));
        _denoised.Add(new DenoisedLayer(_layers.Count - 2, _layers.Count - 1, denoise));
    }
}
