namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>What a run of water cells is; a byte of an intermediate output.</summary>
internal enum WaterKind : byte
{
    /// <summary>A lake.</summary>
    Lake = 0,

    /// <summary>A hollow filled up to a height.</summary>
    Filled = 1,

    /// <summary>A cell of a river.</summary>
    River = 2,
}
