using System.Globalization;
using P2C2R.Kernels.Physics.Destruction;
using P2C2R.Kernels.Physics.Fluid;
using P2C2R.Kernels.Physics.RigidBody;
using P2C2R.Kernels.RayTracing.GlobalIllumination;
using P2C2R.Kernels.RayTracing.Reflections;
using P2C2R.Kernels.RayTracing.Shadows;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>Light and physics near the limits of their documents.</summary>
internal static class MadeScenes
{
    private const string Floor = """{"kind":"static","shape":{"type":"box","half":[500,1,500]},"position":[0,-1,0]}""";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SliceWorkload> All { get; } =
    [
        new("reflections, city", static () => new ReflectionsKernel(), """{"scene":"city.obj","sky":[1,1,1],"width":64,"height":64,"samples":64,"bounces":16}""", City(2000)),
        new("shadows, occlusion", static () => new ShadowsKernel(), """{"scene":"city.obj","masks":false,"occlusion":50,"width":64,"height":64,"samples":64}""", City(350)),
        new("illumination, lightmap", static () => new GlobalIlluminationKernel(), """{"scene":"city.obj","sky":[1,1,1],"lightmap":{"width":1024},"tile_size":256,"samples":1}""", City(400)),
        Bodies("bodies, 100,000", $$$"""{"steps":2,"slice_steps":2,"bodies":[{{{Floor}}},{"name":"b","shape":{"type":"box","half":[0.5,0.5,0.5]},"position":[-50,0.5,-50],"grid":{"count":[99,10,100],"spacing":[1,1,1]}}]}"""),
        Bodies("bodies, field", $$$"""{"steps":1,"bodies":[{"kind":"static","shape":{"type":"height_field","cell":1,"heights":[{{{Heights(900)}}}]}},{"shape":{"type":"sphere","radius":1},"position":[0,9,0]}]}"""),
        Bodies("bodies, hulls", $$$"""{"steps":1,"bodies":[{{{Floor}}},{{{Hulls(150, 150)}}}]}"""),
        new("fluid, a million", static () => new FluidKernel(), """{"size":[6,6,6],"cell":0.1,"fluid":[{"box":[[0,0,0],[5,5,4.9]]}],"steps":3}""", new MadeFiles()),
        new("destruction, cells", static () => new DestructionKernel(), """{"solids":[{"box":[1,1,1],"sites":19999}]}""", new MadeFiles()),
        new("destruction, steps", static () => new DestructionKernel(), """{"steps":2,"ground":0,"solids":[{"box":[4,4,1],"position":[0,4,0],"sites":4900}],"projectiles":[{"radius":0.5,"position":[0,4,2],"velocity":[0,0,-30]}]}""", new MadeFiles()),
    ];

    private static SliceWorkload Bodies(string name, string document) => new(name, static () => new RigidBodyKernel(), document, new MadeFiles());

    private static MadeFiles City(double side) => new(MadeFiles.Text("city.obj", () => MadeMeshes.City(side)));

    private static string Heights(int side) => string.Join(',', Enumerable.Range(0, side).Select(z => $"[{string.Join(',', Enumerable.Range(0, side).Select(x => MadeMaps.Below(10, 3, x, z).ToString(CultureInfo.InvariantCulture)))}]"));

    /// <summary>Bodies apart from one another, each the hull of points on a ball.</summary>
    private static string Hulls(int count, int points) => string.Join(',', Enumerable.Range(0, count).Select(i =>
        $$$"""{"position":[{{{i % 20 * 3}}},2,{{{i / 20 * 3}}}],"shape":{"type":"hull","points":[{{{string.Join(',', Enumerable.Range(0, points).Select(p => OnBall(i, p)))}}}]}}"""));

    private static string OnBall(int ball, int point)
    {
        var (x, y, z) = (MadeMaps.Below(2001, ball, point, 0) - 1000.0, MadeMaps.Below(2001, ball, point, 1) - 1000.0, MadeMaps.Below(2001, ball, point, 2) - 999.5);
        var length = Math.Sqrt((x * x) + (y * y) + (z * z));
        return string.Create(CultureInfo.InvariantCulture, $"[{x / length:F4},{y / length:F4},{z / length:F4}]");
    }
}
