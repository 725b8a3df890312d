using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Lights;
using P2C2R.Kernels.RayTracing.Rendering.Views;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Surfaces;

/// <summary>A scene with all that is made of it before the first ray. Safe for threads.</summary>
internal sealed class PreparedScene
{
    private readonly SceneLights _withSky;
    private readonly SceneLights _withoutPlainSky;

    private readonly object _gate = new();
    private AtlasSettings? _laid;
    private TexelMap? _texels;

    private PreparedScene(Scene scene, SceneHierarchy hierarchy, LightShape shape)
    {
        (Scene, Hierarchy) = (scene, hierarchy);
        var size = (hierarchy.High - hierarchy.Low).Length;
        Surfaces = new SceneSurfaces(scene, hierarchy.Low, hierarchy.High);
        _withSky = new SceneLights(scene, Surfaces, shape, size);
        _withoutPlainSky = scene.Sky.IsBlack || scene.Sky.Picture is not null ? _withSky : new SceneLights(scene, Surfaces, shape, size, isPlainSkySampled: false);
    }

    /// <summary>The scene.</summary>
    public Scene Scene { get; }

    /// <summary>Its triangles, arranged.</summary>
    public SceneHierarchy Hierarchy { get; }

    /// <summary>Its surfaces.</summary>
    public SceneSurfaces Surfaces { get; }

    /// <summary>What a lightmap's texels show. The last one that was asked for is kept.</summary>
    /// <exception cref="InputException">The scene doesn't fit into it.</exception>
    public TexelMap TexelsOf(LightmapView view, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_texels is null || _laid != view.Settings) (_laid, _texels) = (view.Settings, view.Lay(Scene, cancellation).Map);
            return _texels;
        }
    }

    /// <summary>Arranges a scene's triangles and lists its lights.</summary>
    /// <exception cref="InputException">The scene has too many triangles, or some too far away.</exception>
    public static PreparedScene Make(Scene scene, LightShape shape, int threads, CancellationToken cancellation)
    {
        var meshes = scene.Meshes.Select(static m => new TriangleMesh(m.Positions, m.Indices)).ToList();
        var instances = scene.Instances.Select(static i => new GeometryInstance(i.Mesh, i.ToWorld)).ToList();
        return new PreparedScene(scene, SceneHierarchy.Build(meshes, instances, threads, cancellation), shape);
    }

    /// <summary>
    /// The lights to sample. A sky of one colour is found best by chance: whoever follows diffuse light meets it anyway, and saves the shadow rays.
    /// </summary>
    public SceneLights LightsFor(bool isDiffuseFollowed) => isDiffuseFollowed ? _withoutPlainSky : _withSky;
}
