using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>Which place of the scene each texel of a lightmap shows. A pure function of scene and atlas.</summary>
public sealed class TexelMap
{
    private readonly Scene _scene;
    private readonly int[] _instances;
    private readonly int[] _triangles;
    private readonly float[] _seconds;
    private readonly float[] _thirds;

    private readonly ChartLinks _links;
    private readonly ChartWalk _walk;

    internal TexelMap(Scene scene, LightmapAtlas atlas, ChartLinks links)
    {
        var texels = atlas.Width * atlas.Height;
        (_scene, _links, _walk, Width, Height) = (scene, links, new ChartWalk(atlas, links), atlas.Width, atlas.Height);
        (_instances, _triangles, _seconds, _thirds) = (new int[texels], new int[texels], new float[texels], new float[texels]);
        Array.Fill(_triangles, -1);
    }

    /// <summary>Texels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Texels whose centre more than one triangle holds; they show the first.</summary>
    public int OverlapCount { get; internal set; }

    /// <summary>How many texels show a place.</summary>
    public int CoveredCount => _triangles.Count(static t => t >= 0);

    /// <summary>Whether a texel shows a place: its centre lies in a triangle, or near enough that a smooth read at the triangle's edge uses it.</summary>
    /// <param name="texel">Row times width plus column.</param>
    public bool IsCovered(int texel) => _triangles[texel] >= 0;

    /// <summary>The number of the chart that a texel shows.</summary>
    /// <param name="texel">A covered one.</param>
    public int ChartOf(int texel) => _links.ChartOf(_instances[texel], _triangles[texel]);

    /// <summary>What a texel shows.</summary>
    /// <param name="texel">A covered one.</param>
    public TexelPoint PointOf(int texel) => PointAt(_instances[texel], _triangles[texel], _seconds[texel], _thirds[texel]);

    /// <summary>What a texel shows beside its middle, in the same chart.</summary>
    /// <param name="texel">A covered one.</param>
    /// <param name="right">How far, in texels.</param>
    /// <param name="down">How far, in texels.</param>
    public TexelPoint PointBeside(int texel, float right, float down)
    {
        var (triangle, second, third) = (_triangles[texel], _seconds[texel], _thirds[texel]);
        _ = _walk.TryGo(_instances[texel], ref triangle, ref second, ref third, right, down);
        return PointAt(_instances[texel], triangle, second, third);
    }

    private TexelPoint PointAt(int number, int triangle, float second, float third)
    {
        var instance = _scene.Instances[number];
        var mesh = _scene.Meshes[instance.Mesh];
        var (a, b, c) = (mesh.Indices[3 * triangle], mesh.Indices[(3 * triangle) + 1], mesh.Indices[(3 * triangle) + 2]);
        var (placeA, placeB, placeC) = (World(instance, mesh, a), World(instance, mesh, b), World(instance, mesh, c));
        var first = 1 - second - third;
        var face = Float3.Cross(placeB - placeA, placeC - placeA).Normalized();
        var normal = (Float3.From(mesh.Normals, 3 * a) * first) + (Float3.From(mesh.Normals, 3 * b) * second) + (Float3.From(mesh.Normals, 3 * c) * third);
        return new TexelPoint(
            number,
            triangle,
            second,
            third,
            (placeA * first) + (placeB * second) + (placeC * third),
            instance.ToWorld.Mirrors ? -face : face,
            instance.ToWorld.Normal(normal).Normalized());
    }

    internal void Set(int texel, int instance, int triangle, float second, float third) =>
        (_instances[texel], _triangles[texel], _seconds[texel], _thirds[texel]) = (instance, triangle, second, third);

    private static Float3 World(SceneInstance instance, SceneMesh mesh, int vertex) => instance.ToWorld.Point(Float3.From(mesh.Positions, 3 * vertex));
}
