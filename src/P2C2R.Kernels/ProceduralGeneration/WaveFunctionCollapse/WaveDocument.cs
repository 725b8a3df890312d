using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Images;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>The input document of <see cref="WaveFunctionCollapseGenerator"/>; docs/kernels/procedural-generation.md describes the fields.</summary>
internal sealed class WaveDocument
{
    /// <summary>Most variants.</summary>
    public const int MaxCount = 1024;

    private const int MaxTiles = 1024;
    private const int MaxPins = 1024;
    private const int MaxSampleSide = 256;
    private const int MinPattern = 2;
    private const int MaxPattern = 5;
    private const int DefaultBacktracks = 20_000;
    private const string Fields = "generator, seed, count, width, height, periodic, backtracks, pins, colors; tiles; or sample, pattern, symmetry, sample_periodic";

    private readonly ColorPalette _colors = new();
    private readonly List<TileDescription> _tiles = [];
    private readonly List<string> _sampleRows = [];
    private string? _sampleFile;
    private string? _onlyWithSample;
    private int _pattern = 3;
    private int _symmetry = 8;
    private bool _samplePeriodic;

    private WaveDocument()
    {
    }

    /// <summary>Tiles in a row of the map.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of the map.</summary>
    public int Height { get; private set; }

    /// <summary>Whether the map wraps around.</summary>
    public bool Periodic { get; private set; }

    /// <summary>For the random numbers.</summary>
    public long Seed { get; private set; }

    /// <summary>Variants to make.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Decisions that may be undone, for each variant.</summary>
    public int Backtracks { get; private set; } = DefaultBacktracks;

    /// <summary>The pins.</summary>
    public List<PinDescription> Pins { get; } = [];

    /// <summary>The model.</summary>
    public IWaveModel Model { get; private set; } = null!;

    /// <summary>Reads a document and the files that it names.</summary>
    /// <exception cref="InputException">Something in it or in them is wrong.</exception>
    public static WaveDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new WaveDocument();
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, (ref DocumentReader reader) => document.Complete(ref reader, files));
        return document;
    }

    /// <summary>The numbers of the tiles that a name or a colour stands for; none where it stands for nothing.</summary>
    public List<int> FindTiles(string name)
    {
        var names = Model.Tiles.Names;
        if (_tiles.Count == 0 && _colors.TryFind(name, out var color)) name = $"#{color.R:x2}{color.G:x2}{color.B:x2}";
        return [.. Enumerable.Range(0, names.Count).Where(i => names[i] == name || (names[i].StartsWith(name, StringComparison.Ordinal) && names[i][name.Length] == '/'))];
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "generator": break;
            case "seed": Seed = json.ReadInteger(field, 0, long.MaxValue); break;
            case "count": Count = (int)json.ReadInteger(field, 1, MaxCount); break;
            case "width": Width = (int)json.ReadInteger(field, 1, WaveProblem.MaxSide); break;
            case "height": Height = (int)json.ReadInteger(field, 1, WaveProblem.MaxSide); break;
            case "periodic": Periodic = json.ReadBoolean(field); break;
            case "backtracks": Backtracks = (int)json.ReadInteger(field, 0, WaveProblem.BacktracksLimit); break;
            case "colors": _colors.Read(ref json, field); break;
            case "tiles": ReadArray(ref json, field, _tiles, MaxTiles, TileDescription.Read); break;
            case "pins": ReadArray(ref json, field, Pins, MaxPins, PinDescription.Read); break;
            case "sample" when json.IsString: _sampleFile = json.ReadString(field); break;
            case "sample": TileDescription.ReadList(ref json, field, _sampleRows, MaxSampleSide, MaxSampleSide); break;
            default: TakeOfSample(ref json, field); break;
        }
    }

    private void TakeOfSample(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "pattern": _pattern = (int)json.ReadInteger(field, MinPattern, MaxPattern); break;
            case "sample_periodic": _samplePeriodic = json.ReadBoolean(field); break;
            case "symmetry":
                _symmetry = (int)json.ReadInteger(field, 1, 8);
                if (_symmetry is not (1 or 2 or 4 or 8)) throw json.Wrong($"\"{field}\" is 1, 2, 4 or 8: how many of the turned and mirrored forms of the sample count");
                break;
            default: throw json.Unknown(field, Fields);
        }

        _onlyWithSample = field;
    }

    private delegate T Reader<T>(ref DocumentReader json);

    private static void ReadArray<T>(ref DocumentReader json, string field, List<T> list, int most, Reader<T> read)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (list.Count == most) throw json.Wrong($"\"{field}\" has at most {most} entries");
            list.Add(read(ref json));
        }
    }

    private void Complete(ref DocumentReader json, IInputFiles files)
    {
        if (Width == 0 || Height == 0) throw json.Wrong($"\"{(Width == 0 ? "width" : "height")}\" is missing");
        var hasSample = _sampleFile is not null || _sampleRows.Count > 0;
        if ((_tiles.Count > 0) == hasSample) throw json.Wrong("the document needs either \"tiles\", with labelled edges, or \"sample\", a picture");
        if (!hasSample && _onlyWithSample is not null) throw json.Wrong($"\"{_onlyWithSample}\" goes with a \"sample\"; remove it");
        Model = hasSample ? MakeOverlapping(files) : MakeTiled(files);
    }

    private TiledModel MakeTiled(IInputFiles files)
    {
        var tiles = _tiles.SelectMany(t => t.ToTiles(_colors, files)).ToList();
        if (tiles.DistinctBy(static t => t.Name).Count() != tiles.Count) throw new InputException("two tiles have the same \"name\"; give each its own (orientations are called NAME/0, NAME/1 ...)");
        if (tiles.Count > AdjacencyRules.MaxPatterns) throw new InputException($"the tiles have {tiles.Count} orientations together, at most {AdjacencyRules.MaxPatterns} are allowed");
        if (tiles.Find(t => t.Picture.Side != tiles[0].Picture.Side) is { } odd) throw new InputException($"tile \"{odd.Name}\" is {odd.Picture.Side} pixels wide, the first {tiles[0].Picture.Side}; all tiles have one size");
        return new TiledModel(tiles);
    }

    private OverlappingModel MakeOverlapping(IInputFiles files)
    {
        var what = _sampleFile ?? "the sample";
        var sample = _sampleFile is null
            ? _colors.ToGrid(_sampleRows, what)
            : ColorPalette.ToGrid(PngReader.Read(files.Read(_sampleFile).Span, _sampleFile, MaxSampleSide), what);
        if (Math.Min(sample.Width, sample.Height) < _pattern) throw new InputException($"{what} is {sample.Width} x {sample.Height}, smaller than its pieces of {_pattern} x {_pattern}; make \"pattern\" smaller");
        if (Math.Min(Width, Height) < _pattern) throw new InputException($"the map is {Width} x {Height}, smaller than the pieces of {_pattern} x {_pattern}; make \"width\" and \"height\" at least {_pattern}");
        return new OverlappingModel(sample, _pattern, _symmetry, _samplePeriodic);
    }
}
