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
internal sealed class ReflectionsDocument : RayDocument
{
    private const int DefaultSamples = 64;
    private const int DefaultBounces = 4;
    private const int DefaultFace = 128;

    private int _bounces = DefaultBounces;
    private int _denoise;
    private CubeView? _cube;

    /// <inheritdoc/>
    protected override string OwnNames => "cube, bounces, denoise";

    /// <inheritdoc/>
    protected override bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "bounces": _bounces = (int)json.ReadInteger(field, 0, Measure.MaxBounces); break;
            case "denoise": _denoise = (int)json.ReadInteger(field, 0, Denoiser.MaxRounds); break;
            case "cube": _cube = ReadCube(ref json, field); break;
            default: return false;
        }

        return true;
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

    /// <inheritdoc/>
    protected override void AddLayers(ref DocumentReader json, Scene scene)
    {
        if (_cube is not null && Camera.IsGiven) throw json.Wrong("a \"cube\" has no \"camera\", \"width\" or \"height\"; remove them, or the cube");
        View view = _cube is not null ? _cube : Camera.Complete(ref json, scene);
        var path = new PathSettings(_bounces, IsDiffuseFollowed: false);
        Layers.Add(new Layer("picture", view, new RadianceMeasure(path), Common.Seed, Common.Samples ?? DefaultSamples), _denoise);
    }
}
