namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>What planning leaves for merging and presenting.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Layout">Their layout.</param>
internal sealed record PlannedTerrain(TerrainParameters Parameters, TerrainLayout Layout);
