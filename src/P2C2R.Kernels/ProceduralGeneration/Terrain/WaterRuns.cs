using System.Buffers.Binary;
using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// The answer of <see cref="TerrainStage.Drain"/>: <c>i32</c> bytes of each tile's section, then the sections. A section is runs of cells
/// in a row: <c>u16 x | u16 y | u16 length | u8 kind | u8 water code | u16 height</c>, the height meaning something only for a filled hollow.
/// </summary>
internal static class WaterRuns
{
    private const int RunSize = 10;

    /// <summary>What a run says.</summary>
    public readonly record struct Run(int X, int Y, int Length, WaterKind Kind, byte Code, ushort Height);

    /// <summary>Writes an answer.</summary>
    public static void Write(Drainage drainage, TerrainLayout layout, int riverCatchment, Stream output, CancellationToken cancellation)
    {
        var map = layout.AreaOf(0);
        var sizes = new CanonicalWriter();
        var sections = new CanonicalWriter();
        for (var tile = 0; tile < layout.TileCount(0); tile++)
        {
            var before = sections.Written.Length;
            var area = layout.Tile(0, tile);
            for (var y = area.Y; y < area.Bottom; y++)
            {
                cancellation.ThrowIfCancellationRequested();
                WriteRow(drainage, (y * map.Width) + area.X, area.X, y, area.Width, riverCatchment, sections);
            }

            sizes.I32(sections.Written.Length - before);
        }

        output.Write(sizes.Written.Span);
        output.Write(sections.Written.Span);
    }

    /// <summary>A tile's section; false where the bytes aren't such an answer.</summary>
    public static bool TryFind(ReadOnlySpan<byte> answer, int tileCount, int tile, out ReadOnlySpan<byte> section)
    {
        section = default;
        if (answer.Length < 4 * tileCount) return false;
        long start = 4L * tileCount;
        for (var i = 0; i < tile; i++) start += Math.Max(0, BinaryPrimitives.ReadInt32LittleEndian(answer[(4 * i)..]));
        var length = BinaryPrimitives.ReadInt32LittleEndian(answer[(4 * tile)..]);
        if (length < 0 || length % RunSize != 0 || start + length > answer.Length) return false;
        section = answer.Slice((int)start, length);
        return true;
    }

    /// <summary>Runs in a section.</summary>
    public static int Count(ReadOnlySpan<byte> section) => section.Length / RunSize;

    /// <summary>A run of a section, as far as it lies in an area; its length is 0 where it doesn't.</summary>
    public static Run Read(ReadOnlySpan<byte> section, int index, CellArea area)
    {
        var bytes = section.Slice(index * RunSize, RunSize);
        int x = BinaryPrimitives.ReadUInt16LittleEndian(bytes), y = BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]);
        var common = new CellArea(x, y, BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]), 1).Intersect(area);
        return new Run(common.X, common.Y, common.Height == 0 ? 0 : common.Width, (WaterKind)bytes[6], bytes[7], BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]));
    }

    private static void WriteRow(Drainage drainage, int first, int left, int y, int width, int riverCatchment, CanonicalWriter writer)
    {
        for (var i = 0; i < width;)
        {
            var cell = first + i;
            var length = 1;
            if (drainage.IsLake(cell))
            {
                while (i + length < width && drainage.IsLake(cell + length)) length++;
                WriteRun(writer, new Run(left + i, y, length, WaterKind.Lake, WaterCode.Lake, 0));
            }
            else
            {
                if (drainage.IsFilled(cell)) WriteRun(writer, new Run(left + i, y, 1, WaterKind.Filled, WaterCode.None, drainage.Surface(cell)));
                if (drainage.Way(cell) != Drainage.Sea && drainage.Catchment(cell) >= riverCatchment)
                {
                    WriteRun(writer, new Run(left + i, y, 1, WaterKind.River, WaterCode.River(drainage.Way(cell), drainage.Catchment(cell), riverCatchment), 0));
                }
            }

            i += length;
        }
    }

    private static void WriteRun(CanonicalWriter writer, Run run)
    {
        writer.U16(run.X);
        writer.U16(run.Y);
        writer.U16(run.Length);
        writer.U8((byte)run.Kind);
        writer.U8(run.Code);
        writer.U16(run.Height);
    }
}
