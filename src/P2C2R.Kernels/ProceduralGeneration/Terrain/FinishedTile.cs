using System.Buffers.Binary;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>The answer of <see cref="TerrainStage.Finish"/>: <c>u16</c> heights of an area, rows from the top.</summary>
internal static class FinishedTile
{
    /// <summary>Writes an answer.</summary>
    public static void Write(HeightField heights, CellArea area, HeightScale scale, Stream output, CancellationToken cancellation)
    {
        var row = new byte[2 * area.Width];
        for (var y = area.Y; y < area.Bottom; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = heights.Row(area.X, y, area.Width);
            for (var i = 0; i < from.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(row.AsSpan(2 * i), scale.Quantize(from[i]));
            output.Write(row);
        }
    }

    /// <summary>Copies what an answer and an area have in common; false where the bytes aren't such an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="tile">The cells that it is about.</param>
    /// <param name="area">The cells wanted.</param>
    /// <param name="cells">Receives them.</param>
    /// <param name="cancellation">Ends it.</param>
    public static bool TryCopy(ReadOnlySpan<byte> answer, CellArea tile, CellArea area, Span<ushort> cells, CancellationToken cancellation)
    {
        if (answer.Length != 2 * tile.Cells) return false;
        var common = tile.Intersect(area);
        for (var y = common.Y; y < common.Bottom; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = answer.Slice(2 * (((y - tile.Y) * tile.Width) + common.X - tile.X), 2 * common.Width);
            var to = cells.Slice(((y - area.Y) * area.Width) + common.X - area.X, common.Width);
            for (var i = 0; i < to.Length; i++) to[i] = BinaryPrimitives.ReadUInt16LittleEndian(from[(2 * i)..]);
        }

        return true;
    }
}
