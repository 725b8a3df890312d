using System.Buffers.Binary;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>The answer of <see cref="TerrainStage.Classify"/>: <c>u16</c> heights, then <c>u8</c> biomes, then <c>u8</c> water of a tile's cells, rows from the top.</summary>
internal static class ClassifiedTile
{
    /// <summary>Bytes of a cell.</summary>
    public const int BytesPerCell = 4;

    /// <summary>Writes a cell into an answer.</summary>
    public static void WriteCell(Span<byte> answer, CellArea tile, int cell, ushort height, Biome biome, byte water)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(answer[(2 * cell)..], height);
        answer[(2 * tile.Cells) + cell] = (byte)biome;
        answer[(3 * tile.Cells) + cell] = water;
    }

    /// <summary>What is wrong with an answer, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> answer, CellArea tile)
    {
        if (answer.Length != tile.Cells * BytesPerCell) return $"{answer.Length} bytes for a tile of {tile.Width} x {tile.Height} cells";
        if (answer.Slice(2 * tile.Cells, tile.Cells).ContainsAnyExceptInRange((byte)Biome.DeepSea, (byte)Biome.Snow)) return "there is no such biome";
        foreach (var code in answer[(3 * tile.Cells)..])
        {
            if (!WaterCode.IsValid(code)) return $"there is no water code {code}";
        }

        return null;
    }

    /// <summary>A part of a row of heights, as bytes.</summary>
    public static ReadOnlyMemory<byte> Heights(ReadOnlyMemory<byte> answer, CellArea tile, int row) => answer.Slice(2 * row * tile.Width, 2 * tile.Width);

    /// <summary>A row of biomes.</summary>
    public static ReadOnlyMemory<byte> Biomes(ReadOnlyMemory<byte> answer, CellArea tile, int row) => answer.Slice((2 * tile.Cells) + (row * tile.Width), tile.Width);

    /// <summary>A row of water codes.</summary>
    public static ReadOnlyMemory<byte> Water(ReadOnlyMemory<byte> answer, CellArea tile, int row) => answer.Slice((3 * tile.Cells) + (row * tile.Width), tile.Width);
}
