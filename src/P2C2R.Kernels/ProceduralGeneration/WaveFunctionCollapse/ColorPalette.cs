using System.Buffers;
using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>The field <c>"colors"</c>: what the letters of pictures in the document mean; and the pictures themselves.</summary>
internal sealed class ColorPalette
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly Dictionary<char, (byte R, byte G, byte B)> _colors = [];

    /// <summary>Reads the field's object.</summary>
    public void Read(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var letter))
        {
            if (letter.Length != 1) throw json.Wrong($"\"{letter}\" stands for a colour in rows; it must be a single letter");
            if (!TryParse(json.ReadString(letter), out var color)) throw json.Wrong($"a colour is written \"#rrggbb\", not \"{json.ReadString(letter)}\"");
            _colors.Add(letter[0], color);
        }
    }

    /// <summary>The colour of a letter, or of <c>#rrggbb</c>.</summary>
    public bool TryFind(string text, out (byte R, byte G, byte B) color) =>
        text.Length == 1 ? _colors.TryGetValue(text[0], out color) : TryParse(text, out color);

    /// <summary>A picture of letters.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="what">What messages call it.</param>
    public ColorGrid ToGrid(IReadOnlyList<string> rows, string what)
    {
        if (rows.Count == 0 || rows[0].Length == 0) throw new InputException($"{what} has no pixels; give at least one row of letters");
        foreach (var row in rows)
        {
            if (row.Length != rows[0].Length) throw new InputException($"{what}: a row has {row.Length} letters, the first has {rows[0].Length}");
        }

        return Collect(rows[0].Length, rows.Count, (x, y) => Find(rows[y][x], what), what);
    }

    /// <summary>A picture from a PNG file; transparency is ignored.</summary>
    public static ColorGrid ToGrid(PngImage image, string what) => Collect(image.Width, image.Height, (x, y) => Opaque(image.Rgba(x, y)), what);

    /// <summary>A picture from a PNG file as a tile's; it is square.</summary>
    public static TilePicture ToPicture(PngImage image) => TilePicture.Of(image.Width, (x, y) => Opaque(image.Rgba(x, y)));

    private static (byte R, byte G, byte B) Opaque((byte R, byte G, byte B, byte A) pixel) => (pixel.R, pixel.G, pixel.B);

    private (byte R, byte G, byte B) Find(char letter, string what) =>
        _colors.TryGetValue(letter, out var color) ? color : throw new InputException($"{what}: the letter '{letter}' isn't in \"colors\"; add \"{letter}\": \"#rrggbb\"");

    private static ColorGrid Collect(int width, int height, Func<int, int, (byte R, byte G, byte B)> at, string what)
    {
        var numbers = new Dictionary<(byte R, byte G, byte B), int>();
        var colors = new List<(byte R, byte G, byte B)>();
        var cells = new byte[width * height];
        for (var i = 0; i < cells.Length; i++)
        {
            var color = at(i % width, i / width);
            if (numbers.TryAdd(color, colors.Count)) colors.Add(color);
            if (colors.Count > ColorGrid.MaxColors) throw new InputException($"{what} has more than {ColorGrid.MaxColors} colours; use fewer (no smooth edges, no photograph)");
            cells[i] = (byte)numbers[color];
        }

        return new ColorGrid(width, height, cells, colors);
    }

    private static bool TryParse(string text, out (byte R, byte G, byte B) color)
    {
        color = default;
        if (text.Length != 7 || text[0] != '#' || text.AsSpan(1).ContainsAnyExcept(HexDigits)) return false;
        var value = Convert.FromHexString(text.AsSpan(1));
        color = (value[0], value[1], value[2]);
        return true;
    }
}
