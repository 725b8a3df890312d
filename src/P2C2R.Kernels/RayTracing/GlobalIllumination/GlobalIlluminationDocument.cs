using P2C2R.Kernels.Documents;
using P2C2R.Kernels.RayTracing.Denoising;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.GlobalIllumination;

/// <summary>The input document of <see cref="GlobalIlluminationKernel"/>; docs/kernels/ray-tracing.md describes the fields.</summary>
internal sealed class GlobalIlluminationDocument : RayDocument
{
    private const int DefaultSamples = 64;
    private const int DefaultBounces = 8;

    private int _bounces = DefaultBounces;
    private int _denoise;
    private ProbeView? _probes;
    private LightmapView? _lightmap;

    /// <inheritdoc/>
    protected override string OwnNames => "probes, lightmap, bounces, denoise";

    /// <inheritdoc/>
    protected override bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "bounces": _bounces = (int)json.ReadInteger(field, 0, Measure.MaxBounces); break;
            case "denoise": _denoise = (int)json.ReadInteger(field, 0, Denoiser.MaxRounds); break;
            case "lightmap": _lightmap = LightmapFields.Read(ref json, field); break;
            case "probes": _probes = ProbeFields.Read(ref json, field); break;
            default: return false;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override void AddLayers(ref DocumentReader json, Scene scene)
    {
        var path = new PathSettings(_bounces, IsDiffuseFollowed: true);
        var samples = Common.Samples ?? DefaultSamples;
        if (Camera.IsGiven || (_probes is null && _lightmap is null)) Layers.Add(new Layer("picture", Camera.Complete(ref json, scene), new RadianceMeasure(path), Common.Seed, samples), _denoise);
        if (_lightmap is not null) Layers.Add(new Layer("lightmap", LightmapFields.Fitting(ref json, _lightmap, scene), new GatheredMeasure(path), Common.Seed, samples), _denoise);
        if (_probes is not null) Layers.Add(new Layer("probes", _probes, new HarmonicsMeasure(path), Common.Seed, samples));
    }
}
