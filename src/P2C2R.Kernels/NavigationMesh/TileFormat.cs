using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// The answer of a tile's slice: <c>i32 corners | x, y, z each | i32 polygons | u8 corners, i32 each | i32 seams | u8 side, start,
/// end, u8 goes on</c>; a corner is three i32.
/// </summary>
internal static class TileFormat
{
    private const int CornerBytes = 12;
    private const int LeastPolygonBytes = 13;
    private const int SeamBytes = 26;

    /// <summary>Writes a tile.</summary>
    public static void Write(CanonicalWriter writer, TileMesh tile)
    {
        writer.I32(tile.Corners.Length);
        foreach (var corner in tile.Corners) Write(writer, corner);
        writer.I32(tile.Polygons.Count);
        foreach (var polygon in tile.Polygons)
        {
            writer.U8((byte)polygon.Count);
            foreach (var corner in polygon) writer.I32(corner);
        }

        writer.I32(tile.Seams.Count);
        foreach (var seam in tile.Seams)
        {
            writer.U8((byte)seam.Side);
            Write(writer, seam.Start);
            Write(writer, seam.End);
            writer.U8(seam.GoesOn ? (byte)1 : (byte)0);
        }
    }

    /// <summary>Reads a tile; null where the bytes are something else.</summary>
    public static TileMesh? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var corners = new Corner[Count(ref reader, CornerBytes)];
        for (var i = 0; i < corners.Length; i++) corners[i] = ReadCorner(ref reader);
        var polygons = new List<List<int>>();
        for (var left = Count(ref reader, LeastPolygonBytes); left > 0 && !reader.Failed; left--)
        {
            var polygon = new List<int>();
            for (var i = (int)reader.U8(); i > 0; i--) polygon.Add(reader.I32());
            if (polygon.Count < 3 || polygon.Exists(i => (uint)i >= (uint)corners.Length)) return null;
            polygons.Add(polygon);
        }

        var seams = new List<Seam>();
        for (var left = Count(ref reader, SeamBytes); left > 0 && !reader.Failed; left--)
        {
            var side = reader.U8();
            if (side > 3) return null;
            seams.Add(new Seam(side, ReadCorner(ref reader), ReadCorner(ref reader), reader.U8() == 1));
        }

        return reader.AtEnd ? new TileMesh(corners, polygons, seams) : null;
    }

    /// <summary>A count of things that still have to fit into the bytes; 0 where they don't, and reading has failed.</summary>
    public static int Count(ref CanonicalReader reader, int leastBytes)
    {
        var count = reader.I32();
        if (count >= 0 && (long)count * leastBytes <= reader.Left) return count;
        reader.Take(-1);
        return 0;
    }

    /// <summary>Writes a corner.</summary>
    public static void Write(CanonicalWriter writer, Corner corner)
    {
        writer.I32(corner.X);
        writer.I32(corner.Y);
        writer.I32(corner.Z);
    }

    /// <summary>Reads a corner.</summary>
    public static Corner ReadCorner(ref CanonicalReader reader) => new(reader.I32(), reader.I32(), reader.I32());
}
