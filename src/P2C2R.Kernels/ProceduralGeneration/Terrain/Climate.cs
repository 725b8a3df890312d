namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>From height, slope and moisture to a biome (in the manner of R. H. Whittaker, "Communities and Ecosystems", 1975, with height for cold).</summary>
internal static class Climate
{
    private const float DeepSea = 0.06f;
    private const float BeachHeight = 0.008f, BeachSlope = 0.12f;
    private const float Precipice = 0.85f, SnowHolds = 1.1f;

    /// <summary>The biome of a cell above or below the sea.</summary>
    /// <param name="height">Above the sea's level, as a part of the map's range above it; negative under water.</param>
    /// <param name="slope">Height over distance.</param>
    /// <param name="temperature">About 1 warm to 0 frozen.</param>
    /// <param name="moisture">About 0 dry to 1 wet.</param>
    public static Biome Of(float height, float slope, float temperature, float moisture)
    {
        if (height <= 0) return height < -DeepSea ? Biome.DeepSea : Biome.ShallowSea;
        if (height < BeachHeight && slope < BeachSlope) return Biome.Beach;
        if (temperature < 0.26f && slope < SnowHolds) return Biome.Snow;
        if (slope > Precipice) return Biome.Rock;
        if (temperature < 0.38f) return slope > 0.6f ? Biome.Rock : Biome.Tundra;
        if (temperature < 0.56f) return moisture > 0.42f ? Biome.Taiga : Biome.Grassland;
        return moisture switch
        {
            < 0.24f => Biome.Desert,
            < 0.40f => Biome.Steppe,
            < 0.52f => Biome.Grassland,
            < 0.76f => Biome.Forest,
            _ => Biome.Rainforest,
        };
    }
}
