using System.Text;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>
/// ESRI ASCII grids (ArcGIS, "Esri ASCII raster format"): lines of a name and a number, then rows of heights in metres from the top.
/// Of the names only <c>ncols</c>, <c>nrows</c> and <c>NODATA_value</c> mean something here: a cell without data gets the lowest height
/// of the others.
/// </summary>
internal static class AsciiGrid
{
    /// <summary>Reads a grid; heights come in units.</summary>
    /// <exception cref="InputException">The file is wrong; the message has line and column.</exception>
    public static (int Width, int Height, int[] Cells) Read(ReadOnlySpan<byte> text, string name)
    {
        var lines = new TextLines(text, name);
        int width = 0, height = 0;
        double? noData = null;
        while (lines.MoveNext() && !lines.Current.IsEmpty && IsLetter(lines.Current[0]))
        {
            var (key, value) = ReadHeaderLine(ref lines);
            if (key == "ncols") width = ReadSide(ref lines, key, value);
            if (key == "nrows") height = ReadSide(ref lines, key, value);
            if (key == "nodata_value") noData = value;
        }

        if (width == 0 || height == 0) throw lines.Wrong($"there is no line \"{(width == 0 ? "ncols" : "nrows")}\" before the heights");
        var cells = new int[width * height];
        var without = new List<int>();
        var count = 0;
        do
        {
            ReadRow(ref lines, cells, ref count, noData, without);
        }
        while (lines.MoveNext());
        if (count < cells.Length) throw lines.Wrong($"the grid ends after {count} of {cells.Length} heights");
        FillGaps(ref lines, cells, without);
        return (width, height, cells);
    }

    private static (string Key, double Value) ReadHeaderLine(ref TextLines lines)
    {
        var end = lines.Current.IndexOfAny((byte)' ', (byte)'\t');
        var key = Encoding.ASCII.GetString(end < 0 ? lines.Current : lines.Current[..end]).ToLowerInvariant();
        var value = 0.0;
        if (end < 0 || !TextNumber.TryRead(lines.Current[end..].Trim(" \t"u8), out value)) throw lines.Wrong($"after \"{key}\" there must be a number");
        return (key, value);
    }

    private static int ReadSide(ref TextLines lines, string key, double value)
    {
        if (value is >= TerrainParameters.MinSide and <= TerrainParameters.MaxSide && value == (int)value) return (int)value;
        throw lines.Wrong($"\"{key}\" must be a whole number from {TerrainParameters.MinSide} to {TerrainParameters.MaxSide}");
    }

    private static void ReadRow(ref TextLines lines, int[] cells, ref int count, double? noData, List<int> without)
    {
        var row = lines.Current;
        for (var at = 0; at < row.Length;)
        {
            if (row[at] is (byte)' ' or (byte)'\t')
            {
                at++;
                continue;
            }

            var length = row[at..].IndexOfAny((byte)' ', (byte)'\t');
            var field = length < 0 ? row[at..] : row.Slice(at, length);
            if (!TextNumber.TryRead(field, out double metres)) throw lines.Wrong("this is not a number", at + 1);
            if (count == cells.Length) throw lines.Wrong($"there are more heights than the {cells.Length} of ncols times nrows", at + 1);
            if (metres == noData) without.Add(count);
            else if (metres is < -12_000 or > 12_000) throw lines.Wrong("a height must be from -12000 to 12000 metres", at + 1);
            else cells[count] = (int)(metres * TerrainParameters.UnitsPerMetre);
            count++;
            at += field.Length;
        }
    }

    private static void FillGaps(ref TextLines lines, int[] cells, List<int> without)
    {
        if (without.Count == 0) return;
        if (without.Count == cells.Length) throw lines.Wrong("no cell has a height");
        var isGap = new bool[cells.Length];
        foreach (var cell in without) isGap[cell] = true;
        var lowest = int.MaxValue;
        for (var i = 0; i < cells.Length; i++)
        {
            if (!isGap[i]) lowest = Math.Min(lowest, cells[i]);
        }

        foreach (var cell in without) cells[cell] = lowest;
    }

    private static bool IsLetter(byte value) => value is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z');
}
