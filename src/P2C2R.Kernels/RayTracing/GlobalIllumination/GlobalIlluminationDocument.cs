using P2C2R.Kernels.Documents;
using P2C2R.Kernels.RayTracing.Denoising;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.GlobalIllumination;

/// <summary>The input document of <see cref="GlobalIlluminationKernel"/>; docs/kernels/ray-tracing.md describes the fields.</summary>
internal sealed class GlobalIlluminationDocument
{
    private const string Fields = $"{SceneFields.Names}, {CameraFields.Names}, probes, lightmap, bounces, denoise";
    private const int DefaultSamples = 64;
    private const int DefaultBounces = 8;

    private readonly CameraFields _camera = new();
    private int _bounces = DefaultBounces;
    private int _denoise;
    private ProbeView? _probes;
    private LightmapView? _lightmap;

    private GlobalIlluminationDocument()
    {
    }

    /// <summary>What it says of the scene.</summary>
    public SceneFields Common { get; } = new();

    /// <summary>The scene.</summary>
    public Scene Scene { get; private set; } = null!;

    /// <summary>The scene's files.</summary>
    public ReadOnlyMemory<byte> Archive { get; private set; }

    /// <summary>What is to be measured.</summary>
    public LayerList Layers { get; } = new();

    /// <summary>Reads a document and the files that it names.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static GlobalIlluminationDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new GlobalIlluminationDocument();
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, (ref DocumentReader reader) => document.Complete(ref reader, files));
        return document;
    }

    private void Take(ref DocumentReader json, string field)
    {
        if (Common.TryTake(ref json, field) || _camera.TryTake(ref json, field)) return;
        switch (field)
        {
            case "bounces": _bounces = (int)json.ReadInteger(field, 0, Measure.MaxBounces); break;
            case "denoise": _denoise = (int)json.ReadInteger(field, 0, Denoiser.MaxRounds); break;
            case "lightmap": _lightmap = LightmapFields.Read(ref json, field); break;
            case "probes": _probes = ProbeFields.Read(ref json, field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void Complete(ref DocumentReader json, IInputFiles files)
    {
        (Scene, Archive) = Common.ReadScene(ref json, files);
        var path = new PathSettings(_bounces, IsDiffuseFollowed: true);
        var samples = Common.Samples ?? DefaultSamples;
        if (_camera.IsGiven || (_probes is null && _lightmap is null)) Layers.Add(new Layer("picture", _camera.Complete(ref json, Scene), new RadianceMeasure(path), Common.Seed, samples), _denoise);
        if (_lightmap is not null) Layers.Add(new Layer("lightmap", LightmapFields.Fitting(ref json, _lightmap, Scene), new GatheredMeasure(path), Common.Seed, samples), _denoise);
        if (_probes is not null) Layers.Add(new Layer("probes", _probes, new HarmonicsMeasure(path), Common.Seed, samples));
    }
}
