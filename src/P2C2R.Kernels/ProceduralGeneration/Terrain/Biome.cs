namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>What grows on a cell; the biome byte of the canonical output, never renumbered.</summary>
internal enum Biome : byte
{
    /// <summary>Sea of more than a few percent of the map's range.</summary>
    DeepSea = 0,

    /// <summary>Sea near the coast.</summary>
    ShallowSea = 1,

    /// <summary>A lake.</summary>
    Lake = 2,

    /// <summary>Flat land just above the sea.</summary>
    Beach = 3,

    /// <summary>Warm and dry.</summary>
    Desert = 4,

    /// <summary>Warm, a little rain.</summary>
    Steppe = 5,

    /// <summary>Mild.</summary>
    Grassland = 6,

    /// <summary>Mild and moist.</summary>
    Forest = 7,

    /// <summary>Warm and wet.</summary>
    Rainforest = 8,

    /// <summary>Cool and moist.</summary>
    Taiga = 9,

    /// <summary>Cold.</summary>
    Tundra = 10,

    /// <summary>Too steep for soil.</summary>
    Rock = 11,

    /// <summary>Frozen.</summary>
    Snow = 12,
}
