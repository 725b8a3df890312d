using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Denoising;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Reflections;

/// <summary>The input document of <see cref="ReflectionsKernel"/>; docs/kernels/ray-tracing.md describes the fields.</summary>
internal sealed class ReflectionsDocument
{
    private const string Fields = $"{SceneFields.Names}, {CameraFields.Names}, cube, bounces, denoise";
    private const int DefaultSamples = 64;
    private const int DefaultBounces = 4;
    private const int DefaultFace = 128;

    private readonly CameraFields _camera = new();
    private int _bounces = DefaultBounces;
    private int _denoise;
    private CubeView? _cube;

    private ReflectionsDocument()
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
    public static ReflectionsDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new ReflectionsDocument();
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
            case "cube": _cube = ReadCube(ref json, field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private static CubeView ReadCube(ref DocumentReader json, string parent)
    {
        var seen = new HashSet<string>();
        var (position, size) = ((Float3?)null, DefaultFace);
        json.ReadObjectStart(parent);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "position": position = SceneFields.ReadVector(ref json, field, -1e6, 1e6); break;
                case "size": size = (int)json.ReadInteger(field, 1, View.MaxSide / CubeView.Faces); break;
                default: throw json.Unknown(field, "position, size");
            }
        }

        return new CubeView(position ?? throw json.Wrong($"a \"{parent}\" needs a \"position\""), size);
    }

    private void Complete(ref DocumentReader json, IInputFiles files)
    {
        if (_cube is not null && _camera.IsGiven) throw json.Wrong("a \"cube\" has no \"camera\", \"width\" or \"height\"; remove them, or the cube");
        (Scene, Archive) = Common.ReadScene(ref json, files);
        View view = _cube is not null ? _cube : _camera.Complete(ref json, Scene);
        var path = new PathSettings(_bounces, IsDiffuseFollowed: false);
        Layers.Add(new Layer("picture", view, new RadianceMeasure(path), Common.Seed, Common.Samples ?? DefaultSamples), _denoise);
    }
}
