using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>What a slice is to do, as its canonical input says.</summary>
/// <param name="Stage">What.</param>
/// <param name="Level">Level of an erosion; 0 otherwise.</param>
/// <param name="Round">Round of an erosion; 0 otherwise.</param>
/// <param name="Tile">Tile of the level; 0 where it is about all of them.</param>
/// <param name="Parameters">The task's parameters.</param>
internal sealed record TerrainSlice(TerrainStage Stage, int Level, int Round, int Tile, TerrainParameters Parameters)
{
    /// <summary>Canonical bytes.</summary>
    /// <param name="generator">The generator's number.</param>
    public ReadOnlyMemory<byte> Write(byte generator)
    {
        var writer = new CanonicalWriter();
        writer.U8(generator);
        writer.U8((byte)Stage);
        writer.I32(Level);
        writer.I32(Round);
        writer.I32(Tile);
        Parameters.Write(writer);
        return writer.Written;
    }

    /// <summary>Reads canonical bytes; null where they are none.</summary>
    public static TerrainSlice? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        reader.U8();
        var (stage, level, round, tile) = ((TerrainStage)reader.U8(), reader.I32(), reader.I32(), reader.I32());
        if (TerrainParameters.Read(ref reader) is not { } parameters || !reader.AtEnd) return null;
        var layout = new TerrainLayout(parameters);
        if (stage > TerrainStage.Classify || level < 0 || level >= layout.Levels || tile < 0 || tile >= layout.TileCount(level)) return null;
        var isRound = stage == TerrainStage.Erode ? round >= 0 && round < parameters.Rounds : round == 0 && level == 0;
        return isRound && (stage != TerrainStage.Drain || tile == 0) ? new TerrainSlice(stage, level, round, tile, parameters) : null;
    }
}
