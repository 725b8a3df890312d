using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>An entry of the field <c>"tiles"</c> as it is written.</summary>
internal sealed class TileDescription
{
    /// <summary>Greatest side of a tile's picture, in pixels.</summary>
    public const int MaxPictureSide = 64;

    private const int MaxNameLength = 64;
    private const int MaxLabelLength = 16;
    private const int PlainSide = 16;

    private readonly List<string> _rows = [];
    private readonly List<string> _edges = [];
    private string? _image;
    private TileSymmetry _symmetry;
    private int _weight = 1;

    /// <summary>The tile's name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Reads an entry.</summary>
    public static TileDescription Read(ref DocumentReader json)
    {
        var tile = new TileDescription();
        var seen = new HashSet<string>();
        json.ReadObjectStart("tiles");
        while (json.NextField(seen, out var field)) tile.Take(ref json, field);
        if (tile.Name.Length == 0) throw json.Wrong("this tile has no \"name\"");
        if (tile._edges.Count == 0) throw json.Wrong("this tile has no \"edges\"");
        if (tile._image is not null && tile._rows.Count > 0) throw json.Wrong("a tile has either \"image\" or \"rows\"");
        return tile;
    }

    /// <summary>The tile in all its orientations.</summary>
    public IReadOnlyList<LabelledTile> ToTiles(ColorPalette colors, IInputFiles files)
    {
        var edges = new EdgeLabels(_edges[0], _edges[1], _edges[2], _edges[3]);
        var tile = new LabelledTile(Name, _weight, edges, Picture(colors, files));
        return tile.Orientations(_symmetry) ?? throw new InputException($"tile \"{Name}\": its edges differ where symmetry \"{_symmetry}\" says that it looks the same; use \"F\", or mend the edges");
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "name": Name = ReadText(ref json, field, MaxNameLength); break;
            case "weight": _weight = (int)json.ReadInteger(field, 1, AdjacencyRules.MaxWeight); break;
            case "symmetry": _symmetry = ReadSymmetry(ref json, field); break;
            case "image": _image = json.ReadString(field); break;
            case "edges": ReadList(ref json, field, _edges, 4, MaxLabelLength); break;
            case "rows": ReadList(ref json, field, _rows, MaxPictureSide, MaxPictureSide); break;
            default: throw json.Unknown(field, "name, weight, symmetry, edges, rows, image");
        }

        if (field == "edges" && _edges.Count != 4) throw json.Wrong("\"edges\" are four labels, each read clockwise: [north, east, south, west]");
    }

    /// <summary>Reads an array of strings.</summary>
    public static void ReadList(ref DocumentReader json, string field, List<string> list, int most, int mostLetters)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (list.Count == most) throw json.Wrong($"\"{field}\" has at most {most} entries");
            list.Add(ReadText(ref json, field, mostLetters));
        }
    }

    private static string ReadText(ref DocumentReader json, string field, int most)
    {
        var text = json.ReadString(field);
        return text.Length >= 1 && text.Length <= most ? text : throw json.Wrong($"\"{field}\" has 1 to {most} letters here, not {text.Length}");
    }

    private static TileSymmetry ReadSymmetry(ref DocumentReader json, string field) => json.ReadString(field) switch
    {
        "X" => TileSymmetry.X,
        "I" => TileSymmetry.I,
        "\\" => TileSymmetry.Diagonal,
        "T" => TileSymmetry.T,
        "L" => TileSymmetry.L,
        "F" => TileSymmetry.F,
        var other => throw json.Wrong($"\"{field}\" is \"X\", \"I\", \"\\\\\", \"T\", \"L\" or \"F\", whichever letter turns as the tile does, not \"{other}\""),
    };

    private TilePicture Picture(ColorPalette colors, IInputFiles files)
    {
        if (_image is not null)
        {
            var image = PngReader.Read(files.Read(_image).Span, _image, MaxPictureSide);
            return image.Width == image.Height ? ColorPalette.ToPicture(image) : throw new InputException($"{_image}: a tile is square, this picture has {image.Width} x {image.Height} pixels");
        }

        if (_rows.Count == 0) return Plain();
        var grid = colors.ToGrid(_rows, $"tile \"{Name}\"");
        if (grid.Width != grid.Height) throw new InputException($"tile \"{Name}\": a tile is square, these rows have {grid.Width} x {grid.Height} pixels");
        return TilePicture.Of(grid.Width, (x, y) => grid.Colors[grid.Cells[(y * grid.Width) + x]]);
    }

    /// <summary>For a tile without a picture: four triangles, coloured by the letters of their edges' labels.</summary>
    private TilePicture Plain() => TilePicture.Of(PlainSide, (x, y) =>
    {
        var (isUpper, isLower) = (x + y < PlainSide, x < y);
        var (label, along) = isUpper
            ? (isLower ? (_edges[3], PlainSide - 1 - y) : (_edges[0], x))
            : (isLower ? (_edges[2], PlainSide - 1 - x) : (_edges[1], y));
        var random = CounterRandom.Bits(0, label[along * label.Length / PlainSide], 0);
        return ((byte)(64 + (random % 160)), (byte)(64 + (random / 256 % 160)), (byte)(64 + (random / 65_536 % 160)));
    });
}
