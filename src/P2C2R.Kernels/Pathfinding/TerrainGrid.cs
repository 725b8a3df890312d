using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Images;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// Terrain by letters, the way the Moving AI Lab's map format has it (movingai.com/benchmarks/formats.html): '.', 'G' and 'S'
/// can be walked on; '@', 'O', 'T' and 'W' can't.
/// </summary>
/// <param name="width">Letters in a row.</param>
/// <param name="height">Rows.</param>
internal sealed class TerrainGrid(int width, int height)
{
    private const int MaskThreshold = 128;

    private readonly bool[] _free = new bool[width * height];

    /// <summary>Letters in a row.</summary>
    public int Width => width;

    /// <summary>Rows.</summary>
    public int Height => height;

    /// <summary>The column of the first letter that is no terrain, or -1; sets the row where there is none.</summary>
    public int TakeRow(int y, ReadOnlySpan<byte> letters)
    {
        for (var x = 0; x < width; x++)
        {
            switch (letters[x])
            {
                case (byte)'.' or (byte)'G' or (byte)'S': _free[(y * width) + x] = true; break;
                case (byte)'@' or (byte)'O' or (byte)'T' or (byte)'W': break;
                default: return x;
            }
        }

        return -1;
    }

    /// <summary>The canonical map (<see cref="GridMap.Write"/>).</summary>
    public byte[] ToCanonical() => GridMap.Write(width, height, (x, y) => _free[(y * width) + x]);

    /// <summary>Whether any cell can be walked on.</summary>
    public bool HasFreeCell => _free.AsSpan().Contains(true);

    /// <summary>What is wrong about a letter.</summary>
    public static string Explain(byte letter) =>
        $"{(letter is > 32 and < 127 ? $"'{(char)letter}'" : $"byte {letter}")} is no terrain; use . G S for free cells and @ O T W for blocked ones";

    /// <summary>Reads a <c>.map</c> file.</summary>
    /// <exception cref="InputException">It is wrong.</exception>
    public static TerrainGrid ReadMapFile(ReadOnlySpan<byte> text, string file)
    {
        var lines = new TextLines(text, file);
        var (width, height) = ReadHeader(ref lines);
        var grid = new TerrainGrid(width, height);
        for (var y = 0; y < height; y++)
        {
            if (!lines.MoveNext()) throw lines.Wrong($"the file ends after {y} of {height} rows");
            if (lines.Current.Length != width) throw lines.Wrong($"this row has {lines.Current.Length} cells, the header says width {width}");
            var wrong = grid.TakeRow(y, lines.Current);
            if (wrong >= 0) throw lines.Wrong(Explain(lines.Current[wrong]), wrong + 1);
        }

        while (lines.MoveNext())
        {
            if (!lines.Current.IsEmpty) throw lines.Wrong($"there is more after the last of {height} rows; the header's height is too small, or this is no map");
        }

        return grid;
    }

    /// <summary>Reads a picture: a pixel is a free cell where it is bright and opaque, both at least 128 of 255.</summary>
    /// <exception cref="InputException">It can't be read.</exception>
    public static TerrainGrid ReadMask(ReadOnlySpan<byte> png, string file)
    {
        var image = PngReader.Read(png, file, GridMap.MaxSide);
        var grid = new TerrainGrid(image.Width, image.Height);
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                // Brightness as ITU-R BT.601 weighs colours, in whole numbers; of a grey pixel that is its grey.
                var (red, green, blue, alpha) = image.Rgba(x, y);
                grid._free[(y * image.Width) + x] = ((299 * red) + (587 * green) + (114 * blue)) / 1000 >= MaskThreshold && alpha >= MaskThreshold;
            }
        }

        return grid;
    }

    private static (int Width, int Height) ReadHeader(ref TextLines lines)
    {
        var width = 0;
        var height = 0;
        if (!lines.MoveNext() || !lines.Current.TrimEnd((byte)' ').SequenceEqual("type octile"u8)) throw lines.Wrong("a map begins with the line \"type octile\"");
        while (lines.MoveNext())
        {
            var line = lines.Current.TrimEnd((byte)' ');
            if (line.StartsWith("width "u8)) width = ReadSide(lines, line[6..], "width");
            else if (line.StartsWith("height "u8)) height = ReadSide(lines, line[7..], "height");
            else if (!line.SequenceEqual("map"u8)) throw lines.Wrong("the header has the lines \"height H\", \"width W\" and \"map\"");
            else if (width == 0 || height == 0) throw lines.Wrong($"the header has no \"{(width == 0 ? "width W" : "height H")}\" before \"map\"");
            else return (width, height);
        }

        throw lines.Wrong("the file ends before the line \"map\"");
    }

    private static int ReadSide(TextLines lines, ReadOnlySpan<byte> text, string name)
    {
        if (TextNumber.TryRead(text, out int value) && value is >= 1 and <= GridMap.MaxSide) return value;
        throw lines.Wrong($"{name} must be a whole number from 1 to {GridMap.MaxSide}", name.Length + 2);
    }
}
