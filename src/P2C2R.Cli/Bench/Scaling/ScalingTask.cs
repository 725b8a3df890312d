using System.Numerics;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Scaling;

/// <summary>A task that is spread over peers.</summary>
/// <param name="Kind">What to compute.</param>
/// <param name="Title">For people.</param>
/// <param name="Size">Its size, for machines.</param>
/// <param name="WarmUp">A document that compiles the kernel in every worker.</param>
/// <param name="Document">The document.</param>
/// <param name="Files">What it names, to lie beside it.</param>
/// <param name="IsCheckedLocally">Whether a run without a grid must give the same bytes, too.</param>
internal sealed record ScalingTask(string Kind, string Title, int Size, string WarmUp, string Document, IReadOnlyList<string> Files, bool IsCheckedLocally)
{
    /// <summary>A well eroded terrain: a droplet for each cell of each level.</summary>
    /// <param name="size">Cells on a side.</param>
    public static ScalingTask Terrain(int size)
    {
        static string Document(int size, int seed) => $$"""{"generator":"terrain","seed":{{seed}},"width":{{size}},"height":{{size}},"erosion":{"droplets":1},"tile_size":{{TileSide(size)}}}""";
        var title = $"terrain of {size} x {size} cells, a droplet a cell, tiles of {TileSide(size)}";
        return new ScalingTask(Kinds.ProceduralGeneration, title, size, Document(Math.Min(size, 1024), 1), Document(size, 42), [], IsCheckedLocally: false);
    }

    /// <summary>The lightmap of a scene.</summary>
    /// <param name="scene">Its file.</param>
    /// <param name="size">Texels on a side.</param>
    /// <param name="samples">Samples of a texel.</param>
    public static ScalingTask Lightmap(string scene, int size, int samples)
    {
        string Document(int size, int samples, int seed) => $$"""{"scene":"{{Path.GetFileName(scene)}}","lightmap":{"width":{{size}}},"samples":{{samples}},"samples_per_slice":256,"seed":{{seed}}}""";
        var title = $"lightmap of {size} x {size} texels, {samples} samples each, of {Path.GetFileName(scene)}";
        return new ScalingTask(Kinds.GlobalIllumination, title, size, Document(128, 16, 1), Document(size, samples, 42), [scene], IsCheckedLocally: true);
    }

    /// <summary>A pile of boxes, hulls and balls that a ball is shot into, again and again with other random numbers: each scenario a chain of slices of 500 steps.</summary>
    /// <param name="scenarios">How often.</param>
    /// <param name="steps">Steps of each.</param>
    public static ScalingTask RigidSweep(int scenarios, int steps)
    {
        string Document(int scenarios, int steps, int seed) => $$$"""
            {"steps":{{{steps}}},"record_every":100,"slice_steps":500,"sleeping":false,"sweep":{"seed":[{{{string.Join(',', Enumerable.Range(seed, scenarios))}}}]},
             "shapes":{"box":{"type":"box","half":[0.4,0.3,0.3]},"ball":{"type":"sphere","radius":0.3},"gem":{"type":"hull","points":[[0.4,0,0],[-0.4,0.1,0],[0,0.4,0.1],[0,-0.4,0],[0.1,0,0.4],[0,0.1,-0.4]]}},
             "bodies":[{"kind":"static","shape":{"type":"box","half":[40,1,40]},"position":[0,-1,0]},
              {"name":"box","shape":"box","position":[-4,0.4,-4],"jitter":0.05,"grid":{"count":[8,4,8],"spacing":[1,0.8,1]}},
              {"name":"gem","shape":"gem","position":[-4,3.8,-4],"jitter":0.05,"grid":{"count":[8,2,8],"spacing":[1,1,1]}},
              {"name":"small","shape":"ball","position":[-4,5.8,-4],"jitter":0.05,"grid":{"count":[8,1,8],"spacing":[1,1,1]}},
              {"name":"shot","shape":{"type":"sphere","radius":1},"position":[-12,2,0],"velocity":[25,2,0],"density":4000,"jitter":0.5}]}
            """;
        var title = $"{scenarios} scenarios of {steps} steps, 450 rigid bodies each";
        return new ScalingTask(Kinds.RigidBody, title, scenarios, Document(4, 100, 1000), Document(scenarios, steps, 1), [], IsCheckedLocally: true);
    }

    /// <summary>A quarter of the map: tiles enough for four peers, and as few transfers as that allows.</summary>
    private static int TileSide(int size) => Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)size / 4), 128, 1024);
}
