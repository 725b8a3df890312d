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

    /// <summary>A quarter of the map: tiles enough for four peers, and as few transfers as that allows.</summary>
    private static int TileSide(int size) => Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)size / 4), 128, 1024);
}
