using P2C2R.Kernels.Documents;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary>The input document of <see cref="ShadowsKernel"/>; docs/kernels/ray-tracing.md describes the fields.</summary>
internal sealed class ShadowsDocument : RayDocument
{
    /// <summary>What the layer of masks is called.</summary>
    public const string Masks = "shadows";

    /// <summary>What the layer of ambient occlusion is called.</summary>
    public const string Occlusion = "occlusion";

    /// <summary>What names of layers of shadow maps begin with.</summary>
    public const string Map = "shadow_map_";

    private const int DefaultSamples = 32;

    private List<string>? _names;
    private bool _masks = true;
    private float? _occlusion;
    private int _mapSize;
    private LightmapView? _lightmap;

    /// <inheritdoc/>
    protected override string OwnNames => "lightmap, lights, masks, occlusion, shadow_maps";

    /// <inheritdoc/>
    protected override bool TryTake(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "lights": _names = ReadNames(ref json, field); break;
            case "lightmap": _lightmap = LightmapFields.Read(ref json, field); break;
            case "masks": _masks = json.ReadBoolean(field); break;
            case "occlusion": _occlusion = (float)json.ReadNumber(field, 1e-6, 1e6); break;
            case "shadow_maps": _mapSize = (int)json.ReadInteger(field, 1, View.MaxSide / CubeView.Faces); break;
            default: return false;
        }

        return true;
    }

    private static List<string> ReadNames(ref DocumentReader json, string field)
    {
        var names = new List<string>();
        json.ReadArrayStart(field);
        while (json.NextElement()) names.Add(json.ReadString(field));
        return names.Count > 0 ? names : throw json.Wrong($"\"{field}\" is empty; leave it out to take all");
    }

    /// <inheritdoc/>
    protected override void AddLayers(ref DocumentReader json, Scene scene)
    {
        var lights = Choose(ref json, scene);
        var samples = Common.Samples ?? DefaultSamples;
        if (_lightmap is not null && Camera.IsGiven) throw json.Wrong("a \"lightmap\" has no \"camera\", \"width\" or \"height\" beside it; remove them, or the lightmap");
        View view = _lightmap is null ? Camera.Complete(ref json, scene) : LightmapFields.Fitting(ref json, _lightmap, scene);
        if (_masks && lights.Count > 0) Layers.Add(new Layer(Masks, view, new ShadowsMeasure([.. lights.Select(static l => l.Number)]), Common.Seed, samples));
        if (_occlusion is { } distance) Layers.Add(new Layer(Occlusion, view, new OcclusionMeasure(distance), Common.Seed, samples));
        foreach (var light in lights)
        {
            if (_mapSize > 0 && light.Light is { } punctual) Layers.Add(new Layer(Map + light.Name, ShadowMapView.Of(punctual, scene, _mapSize), new DistanceMeasure(), 0, 1));
        }

        if (Layers.Layers.Count > 0) return;
        throw json.Wrong(lights.Count == 0
            ? "the scene has no light that casts shadows: add one (KHR_lights_punctual, or a material that emits), or ask for \"occlusion\""
            : "nothing is asked for: leave \"masks\" true, or give \"occlusion\" or, for lights without an area, \"shadow_maps\"");
    }

    private List<ShadowLight> Choose(ref DocumentReader json, Scene scene)
    {
        var all = ShadowLight.Of(scene);
        var chosen = new List<ShadowLight>();
        foreach (var name in _names ?? [.. all.Select(static l => l.Name)])
        {
            var light = all.FirstOrDefault(l => l.Name == name) ?? throw json.Wrong($"there is no light \"{name}\"; the scene has {(all.Count == 0 ? "none" : string.Join(", ", all.Take(16).Select(static l => $"\"{l.Name}\"")))}");
            if (chosen.Contains(light)) throw json.Wrong($"the light \"{name}\" stands twice in \"lights\"; remove one");
            chosen.Add(light);
        }

        if (chosen.Count > ShadowsMeasure.MaxLights) throw json.Wrong($"{chosen.Count} lights are too many, at most {ShadowsMeasure.MaxLights} are possible in a task; name some in \"lights\"");
        return chosen;
    }
}
