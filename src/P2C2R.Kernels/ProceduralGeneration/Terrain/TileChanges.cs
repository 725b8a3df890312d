using System.Buffers.Binary;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// The answer of a round of erosion: <c>i32</c> heights of the tile, then what its droplets changed around it, row by row without
/// the tile's own cells, as signed LEB128 (zigzag) differences, most of which are one byte. A tile's heights after the round are
/// its own plus its neighbours' changes.
/// </summary>
internal static class TileChanges
{
    private const int BufferSize = 1 << 16;
    private const int MaxVarintSize = 5;

    /// <summary>Writes an answer.</summary>
    /// <param name="sums">The tile's heights, and around it changes alone.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="output">Where to.</param>
    public static void Write(HeightField sums, CellArea tile, Stream output)
    {
        var buffer = new byte[BufferSize];
        for (var y = tile.Y; y < tile.Bottom; y++)
        {
            var row = sums.Row(tile.X, y, tile.Width);
            for (var i = 0; i < row.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(4 * i), row[i]);
            output.Write(buffer, 0, 4 * row.Length);
        }

        var used = 0;
        var area = sums.Area;
        for (var y = area.Y; y < area.Bottom; y++)
        {
            var row = sums.Row(area.X, y, area.Width);
            for (var i = 0; i < row.Length; i++)
            {
                if (tile.Contains(area.X + i, y)) i += tile.Width;
                if (i >= row.Length) break;
                for (var zigzag = (uint)((row[i] << 1) ^ (row[i] >> 31)); ; zigzag >>= 7)
                {
                    buffer[used++] = (byte)(zigzag < 0x80 ? zigzag : zigzag | 0x80);
                    if (zigzag < 0x80) break;
                }

                if (used <= BufferSize - MaxVarintSize) continue;
                output.Write(buffer, 0, used);
                used = 0;
            }
        }

        output.Write(buffer, 0, used);
    }

    /// <summary>Adds what an answer says of a field's cells to them.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="tile">Its tile.</param>
    /// <param name="map">All cells of the level.</param>
    /// <param name="field">The field.</param>
    /// <returns>False where the bytes aren't such an answer.</returns>
    public static bool TryAdd(ReadOnlySpan<byte> answer, CellArea tile, CellArea map, HeightField field)
    {
        if (answer.Length < 4 * tile.Cells) return false;
        var common = tile.Intersect(field.Area);
        for (var y = common.Y; y < common.Bottom && common.Width > 0; y++)
        {
            var from = answer.Slice(4 * (((y - tile.Y) * tile.Width) + common.X - tile.X), 4 * common.Width);
            var to = field.Row(common.X, y, common.Width);
            for (var i = 0; i < to.Length; i++) to[i] += BinaryPrimitives.ReadInt32LittleEndian(from[(4 * i)..]);
        }

        return TryAddAround(answer[(4 * tile.Cells)..], tile, tile.Grow(DropletErosion.Reach).Intersect(map), field);
    }

    private static bool TryAddAround(ReadOnlySpan<byte> answer, CellArea tile, CellArea area, HeightField field)
    {
        var at = 0;
        var common = area.Intersect(field.Area);
        for (var y = area.Y; y < area.Bottom; y++)
        {
            var isCommonRow = y >= common.Y && y < common.Bottom && common.Width > 0;
            var row = isCommonRow ? field.Row(common.X, y, common.Width) : default;
            for (var x = area.X; x < area.Right; x++)
            {
                if (tile.Contains(x, y)) x = tile.Right;
                if (x >= area.Right) break;
                if (at >= answer.Length) return false;
                uint zigzag = answer[at++];
                if (zigzag >= 0x80 && !TryReadRest(answer, ref at, ref zigzag)) return false;
                if ((uint)(x - common.X) < (uint)row.Length) row[x - common.X] += (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
            }
        }

        return at == answer.Length;
    }

    private static bool TryReadRest(ReadOnlySpan<byte> answer, ref int at, ref uint value)
    {
        value &= 0x7F;
        for (var shift = 7; shift < 7 * MaxVarintSize; shift += 7)
        {
            if (at >= answer.Length) return false;
            var next = answer[at++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80) return true;
        }

        return false;
    }
}
