using System.Buffers.Binary;
using System.Numerics;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// A map as bits, once by rows and once by columns, so that a scan along either looks at 64 cells at a time. Coordinates in
/// here are framed: cell (x, y) of the map is (x + 1, y + 1), and the frame around is blocked, so nothing checks for edges.
/// </summary>
internal sealed class GridMap
{
    /// <summary>Largest width and height.</summary>
    public const int MaxSide = 4096;

    private const int HeaderSize = 12;
    private const int RowsPerCancellationCheck = 64;

    private GridMap(int width, int height)
    {
        Width = width;
        Height = height;
        RowWords = (width + 2 + 63) / 64;
        ColumnWords = (height + 2 + 63) / 64;
        Rows = new ulong[(height + 2) * RowWords];
    }

    private static ReadOnlySpan<byte> Magic => "P2GM"u8;

    /// <summary>Cells in a row, 1 to <see cref="MaxSide"/>; the frame not counted.</summary>
    public int Width { get; }

    /// <summary>Rows, 1 to <see cref="MaxSide"/>; the frame not counted.</summary>
    public int Height { get; }

    /// <summary>Passable cells as bits, <see cref="RowWords"/> words for each framed row.</summary>
    public ulong[] Rows { get; }

    /// <summary>Words in a framed row.</summary>
    public int RowWords { get; }

    /// <summary>Passable cells as bits, <see cref="ColumnWords"/> words for each framed column.</summary>
    public ulong[] Columns { get; private set; } = [];

    /// <summary>Words in a framed column.</summary>
    public int ColumnWords { get; }

    /// <summary>Framed cells, those that only fill up the last word of a row too.</summary>
    public int FramedCells => (Height + 2) * RowWords * 64;

    /// <summary>Counts the passable cells.</summary>
    public int CountFree()
    {
        var count = 0;
        foreach (var word in Rows) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The number of a framed cell, 0 to <see cref="FramedCells"/> - 1.</summary>
    public int Index(int x, int y) => (y * RowWords * 64) + x;

    /// <summary>Whether a framed cell can be walked on.</summary>
    public bool IsFree(int x, int y) => ((Rows[(y * RowWords) + (x >> 6)] >> (x & 63)) & 1) != 0;

    /// <summary>Whether a cell of the map, unframed, lies on it.</summary>
    public bool Contains(int x, int y) => (uint)x < (uint)Width && (uint)y < (uint)Height;

    /// <summary>
    /// The canonical bytes: <c>"P2GM" | i32 width | i32 height | rows</c>, a row being ceil(width / 8) bytes with cell x in
    /// bit x mod 8 of byte x / 8, 1 for passable, unused bits 0.
    /// </summary>
    /// <param name="width">1 to <see cref="MaxSide"/>.</param>
    /// <param name="height">1 to <see cref="MaxSide"/>.</param>
    /// <param name="isFree">Whether cell (x, y) can be walked on.</param>
    public static byte[] Write(int width, int height, Func<int, int, bool> isFree)
    {
        var rowBytes = (width + 7) / 8;
        var bytes = new byte[HeaderSize + (height * rowBytes)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), height);
        for (var y = 0; y < height; y++)
        {
            var row = bytes.AsSpan(HeaderSize + (y * rowBytes), rowBytes);
            for (var x = 0; x < width; x++)
            {
                if (isFree(x, y)) row[x >> 3] |= (byte)(1 << (x & 7));
            }
        }

        return bytes;
    }

    /// <summary>Reads canonical bytes; null for anything that <see cref="Write"/> doesn't make.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellation">Ends it.</param>
    public static GridMap? Read(ReadOnlySpan<byte> bytes, CancellationToken cancellation = default)
    {
        if (bytes.Length < HeaderSize || !bytes.StartsWith(Magic)) return null;
        var width = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var height = BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]);
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide) return null;
        var rowBytes = (width + 7) / 8;
        if (bytes.Length != HeaderSize + (height * rowBytes)) return null;
        var map = new GridMap(width, height);
        for (var y = 0; y < height; y++)
        {
            if (y % RowsPerCancellationCheck == 0) cancellation.ThrowIfCancellationRequested();
            if (!map.TakeRow(y + 1, bytes.Slice(HeaderSize + (y * rowBytes), rowBytes))) return null;
        }

        map.Columns = BitTranspose.Of(map.Rows, map.RowWords, map.ColumnWords, 0, cancellation);
        return map;
    }

    private bool TakeRow(int y, ReadOnlySpan<byte> row)
    {
        if ((Width & 7) != 0 && row[^1] >> (Width & 7) != 0) return false;
        var words = Rows.AsSpan(y * RowWords, RowWords);
        for (var i = 0; i < row.Length; i++)
        {
            var at = (i * 8) + 1;
            words[at >> 6] |= (ulong)row[i] << (at & 63);

            // The frame shifts everything by one, so that the top bit of each eighth byte belongs to the next word.
            if ((at & 63) == 57 && row[i] >> 7 != 0) words[(at >> 6) + 1] |= 1;
        }

        return true;
    }
}
