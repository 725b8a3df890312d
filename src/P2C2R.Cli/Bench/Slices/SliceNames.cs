using P2C2R.Protocol;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>What a slice does, by the first bytes of its canonical input (docs/kernels/).</summary>
internal static class SliceNames
{
    private static readonly string[] Paths = ["search", "look up", "prepare", "field", "agents"];
    private static readonly string[] MeshPaths = ["tile", "join", "mesh paths"];
    private static readonly string[] Terrain = ["erode", "finish", "drain", "classify"];
    private const byte FirstMeshForm = 16;

    /// <summary>Its name.</summary>
    public static string Of(KernelId kernel, ReadOnlySpan<byte> input) => kernel.Kind switch
    {
        Kinds.Pathfinding when input[0] >= FirstMeshForm => MeshPaths[input[0] - FirstMeshForm],
        Kinds.Pathfinding => Paths[input[0]],
        Kinds.ProceduralGeneration when input[0] == 1 => Terrain[input[1]],
        _ => "whole",
    };
}
