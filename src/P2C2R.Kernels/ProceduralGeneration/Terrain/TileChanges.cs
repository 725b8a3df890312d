using System.Buffers.Binary;
using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// The answer of a round of erosion: the tile's heights and what its droplets changed around it; a tile's heights after the round are its
/// own plus its neighbours' changes. First <c>i32</c> bytes of each row, then the rows: a number for each cell, signed LEB128 (zigzag), a height
/// being the difference from the one before it in the tile's row. So a cell takes little more than two bytes, and a reader skips rows.
/// </summary>
internal static class TileChanges
{
    private const int MaxVarintSize = 5;

    /// <summary>Writes an answer.</summary>
    /// <param name="sums">The tile's heights, and around it changes alone.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Write(HeightField sums, CellArea tile, Stream output, CancellationToken cancellation)
    {
        var area = sums.Area;
        var sizes = new CanonicalWriter();
        var rows = new MemoryStream();
        var buffer = new byte[area.Width * MaxVarintSize];
        for (var y = area.Y; y < area.Bottom; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = sums.Row(area.X, y, area.Width);
            var used = 0;
            for (var i = 0; i < row.Length; i++) used = WriteNumber(buffer, used, FollowsHeight(tile, area.X + i, y) ? row[i] - row[i - 1] : row[i]);
            rows.Write(buffer, 0, used);
            sizes.I32(used);
        }

        output.Write(sizes.Written.Span);
        output.Write(rows.GetBuffer(), 0, (int)rows.Length);
    }

    /// <summary>Adds what an answer says of a field's cells to them.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="tile">Its tile.</param>
    /// <param name="map">All cells of the level.</param>
    /// <param name="field">The field.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>False where the bytes aren't such an answer.</returns>
    public static bool TryAdd(ReadOnlySpan<byte> answer, CellArea tile, CellArea map, HeightField field, CancellationToken cancellation)
    {
        var area = tile.Grow(DropletErosion.Reach).Intersect(map);
        var common = area.Intersect(field.Area);
        if (answer.Length < 4 * area.Height) return false;
        var rows = answer[(4 * area.Height)..];
        for (var y = area.Y; y < area.Bottom; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            var size = BinaryPrimitives.ReadInt32LittleEndian(answer[(4 * (y - area.Y))..]);
            if ((uint)size > (uint)rows.Length) return false;
            if (common.Width > 0 && y >= common.Y && y < common.Bottom && !TryAddRow(rows[..size], tile, area, y, common, field)) return false;
            rows = rows[size..];
        }

        return rows.IsEmpty;
    }

    /// <summary>Whether a cell's number is the difference from the cell before it.</summary>
    private static bool FollowsHeight(CellArea tile, int x, int y) => tile.Contains(x, y) && x > tile.X;

    private static int WriteNumber(byte[] buffer, int used, int number)
    {
        for (var zigzag = (uint)((number << 1) ^ (number >> 31)); ; zigzag >>= 7)
        {
            buffer[used++] = (byte)(zigzag < 0x80 ? zigzag : zigzag | 0x80);
            if (zigzag < 0x80) return used;
        }
    }

    private static bool TryAddRow(ReadOnlySpan<byte> bytes, CellArea tile, CellArea area, int y, CellArea common, HeightField field)
    {
        var row = field.Row(common.X, y, common.Width);
        var (at, value) = (0, 0);
        for (var x = area.X; x < common.Right; x++)
        {
            if (at >= bytes.Length) return false;
            uint zigzag = bytes[at++];
            if (zigzag >= 0x80 && !TryReadRest(bytes, ref at, ref zigzag)) return false;
            var number = (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
            value = FollowsHeight(tile, x, y) ? value + number : number;
            if (x >= common.X) row[x - common.X] += value;
        }

        return true;
    }

    private static bool TryReadRest(ReadOnlySpan<byte> bytes, ref int at, ref uint value)
    {
        value &= 0x7F;
        for (var shift = 7; shift < 7 * MaxVarintSize; shift += 7)
        {
            if (at >= bytes.Length) return false;
            var next = bytes[at++];
            value |= (uint)(next & 0x7F) << shift;
            if (next < 0x80) return true;
        }

        return false;
    }
}
