namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>What a slice does; a byte of its canonical input.</summary>
internal enum TerrainStage : byte
{
    /// <summary>A round of erosion of one tile of one level.</summary>
    Erode = 0,

    /// <summary>A tile's final heights in 16 bits, with a border of one cell.</summary>
    Finish = 1,

    /// <summary>Lakes and rivers of the whole map.</summary>
    Drain = 2,

    /// <summary>A tile's heights, biomes and water, to be delivered.</summary>
    Classify = 3,
}
