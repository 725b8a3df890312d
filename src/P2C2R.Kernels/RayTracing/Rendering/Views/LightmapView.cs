using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;
using P2C2R.Kernels.RayTracing.Integrators;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Sampling;
using P2C2R.Kernels.RayTracing.Scenes;
using P2C2R.Kernels.RayTracing.Surfaces;

namespace P2C2R.Kernels.RayTracing.Rendering.Views;

/// <summary>The texels of a lightmap, rows from the top: the front of each surface, white, anywhere in the square of the texel. Whoever computes makes the atlas again.</summary>
/// <param name="Settings">How big it is.</param>
internal sealed record LightmapView(AtlasSettings Settings) : View
{
    private TexelMap? _map;

    /// <summary>What of the scene's second UV sets can't be used; known to whoever plans, not part of the bytes.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <inheritdoc/>
    public override int Width => Settings.Width;

    /// <inheritdoc/>
    public override int Height => Settings.Height;

    /// <summary>Those that see the back of a surface tell nothing: they are inside of something.</summary>
    public override bool CountsSamples => true;

    /// <inheritdoc/>
    public override ViewForm Form => ViewForm.Lightmap;

    /// <summary>Makes the atlas of a scene.</summary>
    /// <exception cref="InputException">It doesn't fit.</exception>
    public (LightmapAtlas Atlas, TexelMap Map) Lay(Scene scene, CancellationToken cancellation = default)
    {
        var atlas = AtlasMaker.Make(scene, Settings, cancellation);
        return (atlas, TexelRasterizer.Rasterize(scene, atlas, cancellation));
    }

    /// <inheritdoc/>
    public override View In(PreparedScene scene, CancellationToken cancellation) => this with { _map = scene.TexelsOf(this, cancellation) };

    /// <inheritdoc/>
    public override bool TryFindPlace(RayCounter rays, int x, int y, SamplePoints points, out SurfacePoint place)
    {
        place = default;
        var texel = (y * Width) + x;
        if (_map is null || !_map.IsCovered(texel)) return false;
        var (u, v) = points.Pair(0);
        var point = _map.PointBeside(texel, u - 0.5f, v - 0.5f);
        if (point.FaceNormal == Float3.Zero) return false;
        var normal = point.Normal == Float3.Zero ? point.FaceNormal : point.Normal;
        place = new SurfacePoint
        {
            Hit = new Hit { Instance = point.Instance, Triangle = point.Triangle, U = point.Second, V = point.Third },
            Position = point.Position,
            FlatNormal = point.FaceNormal,
            Normal = normal,
            Frame = new Frame(normal),
            Albedo = Float3.One,
            Scatters = true,
            Offset = rays.Scene.Surfaces.Offset,
        };
        return true;
    }

    /// <summary>Reads all but the form.</summary>
    internal static LightmapView? ReadParts(ref CanonicalReader reader)
    {
        var settings = new AtlasSettings(reader.I32(), reader.I32(), reader.F32(), reader.I32());
        var fits = settings.Width is >= AtlasSettings.MinSide and <= AtlasSettings.MaxSide && settings.Height is >= AtlasSettings.MinSide and <= AtlasSettings.MaxSide;
        return fits ? new LightmapView(settings) : null;
    }

    /// <inheritdoc/>
    protected override void WriteParts(CanonicalWriter writer)
    {
        writer.I32(Settings.Width);
        writer.I32(Settings.Height);
        writer.F32((float)Settings.TexelsPerUnit);
        writer.I32(Settings.Padding);
    }
}
