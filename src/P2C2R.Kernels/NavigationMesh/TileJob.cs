using System.Buffers.Binary;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// The canonical input of a tile's slice: <c>u8 16 | settings | i32 tile x | i32 tile z | u8 place | triangles (place 1)</c>;
/// a triangle is nine f32: x, y, z of its corners. Place 0: the triangles are the slice's one blob.
/// </summary>
/// <param name="Settings">How to build.</param>
/// <param name="X">The tile's number along x.</param>
/// <param name="Z">The tile's number along z.</param>
internal sealed record TileJob(NavigationSettings Settings, int X, int Z)
{
    /// <summary>The first byte.</summary>
    public const byte Form = 16;

    /// <summary>Bytes of a triangle.</summary>
    public const int TriangleBytes = 36;

    // In cells and voxels: whatever is computed of them stays a whole number.
    private const double Furthest = 1 << 24;

    private const int MostInlineBytes = 8 << 10;

    /// <summary>The tile's cells.</summary>
    public Building.TileArea Area => new(
        X * Settings.TileCells, Z * Settings.TileCells, Math.Min(Settings.TileCells, Settings.MapWidth - (X * Settings.TileCells)), Math.Min(Settings.TileCells, Settings.MapDepth - (Z * Settings.TileCells)));

    /// <summary>Whether so many bytes of triangles stand in the input.</summary>
    public static bool IsInline(int bytes) => bytes <= MostInlineBytes;

    /// <summary>Writes the input.</summary>
    public ReadOnlyMemory<byte> Write(ReadOnlyMemory<byte> triangles)
    {
        var writer = new CanonicalWriter();
        writer.U8(Form);
        Settings.Write(writer);
        writer.I32(X);
        writer.I32(Z);
        writer.U8(IsInline(triangles.Length) ? (byte)1 : (byte)0);
        if (IsInline(triangles.Length)) writer.Bytes(triangles.Span);
        return writer.Written;
    }

    /// <summary>Reads the input; null where it isn't canonical.</summary>
    /// <param name="input">The input.</param>
    /// <param name="inline">The triangles that stand in it, or null where they are a blob.</param>
    public static TileJob? Read(ReadOnlyMemory<byte> input, out ReadOnlyMemory<byte>? inline)
    {
        inline = null;
        var reader = new CanonicalReader(input.Span);
        if (reader.U8() != Form || NavigationSettings.Read(ref reader) is not { } settings) return null;
        var job = new TileJob(settings, reader.I32(), reader.I32());
        var place = reader.U8();
        if (reader.Failed || place > 1 || (place == 0 && reader.Left > 0)) return null;
        if (place == 1) inline = input[(input.Length - reader.Left)..];
        var isOnMap = job.X >= 0 && job.Z >= 0 && (long)job.X * settings.TileCells < settings.MapWidth && (long)job.Z * settings.TileCells < settings.MapDepth;
        return isOnMap ? job : null;
    }

    /// <summary>The triangles in some bytes; null where they aren't whole or lie far off the map.</summary>
    public float[]? ReadTriangles(ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        if (bytes.Length % TriangleBytes != 0) return null;
        var values = new float[bytes.Length / 4];
        for (var i = 0; i < values.Length; i++)
        {
            cancellation.LookNowAndThen(i);
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * 4)..]);
            var (origin, unit) = (i % 3) switch { 0 => (Settings.Origin.X, Settings.CellSize), 1 => (Settings.Origin.Y, Settings.CellHeight), _ => (Settings.Origin.Z, Settings.CellSize) };
            if (!(Math.Abs((values[i] - origin) / unit) <= Furthest)) return null;
        }

        return values;
    }

    /// <summary>Work units of building from some triangles.</summary>
    public long Units(ReadOnlySpan<float> triangles, CancellationToken cancellation)
    {
        var area = Area;
        var border = Settings.Border;
        long columns = (area.Width + (2L * border)) * (area.Depth + (2L * border)), cells = 0;
        for (var i = 0; i < triangles.Length; i += 9)
        {
            cancellation.LookNowAndThen(i / 9);
            var (left, right) = Cells(triangles[i], triangles[i + 3], triangles[i + 6], Settings.Origin.X);
            var (near, far) = Cells(triangles[i + 2], triangles[i + 5], triangles[i + 8], Settings.Origin.Z);
            var width = Math.Min(right, area.Left + area.Width + border - 1) - Math.Max(left, area.Left - border) + 1;
            var depth = Math.Min(far, area.Near + area.Depth + border - 1) - Math.Max(near, area.Near - border) + 1;
            if (width > 0 && depth > 0) cells += (long)width * (long)depth;
        }

        return NavigationUnits.OfTile(columns, triangles.Length / 9, cells);
    }

    /// <summary>The first and the last cell along an axis of a triangle.</summary>
    private (double First, double Last) Cells(float a, float b, float c, double origin) =>
        (Math.Floor((Math.Min(a, Math.Min(b, c)) - origin) / Settings.CellSize), Math.Floor((Math.Max(a, Math.Max(b, c)) - origin) / Settings.CellSize));
}
