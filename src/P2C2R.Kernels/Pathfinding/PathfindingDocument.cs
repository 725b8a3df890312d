using System.Text;
using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Pathfinding.Crowds;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>The input document of <see cref="PathfindingKernel"/>; docs/kernels/pathfinding.md describes the fields.</summary>
internal sealed class PathfindingDocument
{
    /// <summary>Queries in a task: even one to a slice they fit.</summary>
    public const int MaxQueries = Limits.MaxSlicesPerTask;

    private const string Fields = "map, rows, queries, start, goal, agents, prepare";

    private readonly IInputFiles _files;
    private string? _mapFile;
    private string? _scenarioFile;
    private (int X, int Y)? _start;
    private (int X, int Y)? _goal;
    private bool _hasQueries;

    private PathfindingDocument(IInputFiles files) => _files = files;

    /// <summary>The map's letters.</summary>
    public TerrainGrid Terrain { get; private set; } = null!;

    /// <summary>The queries.</summary>
    public List<PathQuery> Queries { get; private set; } = [];

    /// <summary>The agents that all go to <see cref="Goal"/>; null where the document asks about single queries.</summary>
    public Crowd? Agents { get; private set; }

    /// <summary>Where the agents go.</summary>
    public (int X, int Y) Goal => _goal!.Value;

    /// <summary>The lengths that a scenario file says are optimal; null where there is no such file.</summary>
    public List<double>? Lengths { get; private set; }

    /// <summary>Whether to prepare the map; null where the document leaves that to the planner.</summary>
    public bool? Prepare { get; private set; }

    /// <summary>Reads a document and the files that it names.</summary>
    /// <exception cref="InputException">Something in it or in them is wrong.</exception>
    public static PathfindingDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new PathfindingDocument(files);
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, document.Complete);
        return document;
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "map": _mapFile = json.ReadString(field); break;
            case "rows": Terrain = ReadRows(ref json, field); break;
            case "queries" when json.IsString: _scenarioFile = json.ReadString(field); break;
            case "queries": ReadQueries(ref json, field); break;
            case "start": _start = ReadCell(ref json, field); break;
            case "goal": _goal = ReadCell(ref json, field); break;
            case "agents": Agents = CrowdDocument.Read(ref json, field); break;
            case "prepare": Prepare = json.ReadBoolean(field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void Complete(ref DocumentReader json)
    {
        if ((_mapFile is null) == (Terrain is null)) throw json.Wrong("the document needs either \"map\", the name of a .map or .png file, or \"rows\", the map itself");
        if (_mapFile is not null) Terrain = ReadMap(_mapFile);
        if (Agents is not null)
        {
            CompleteCrowd(ref json);
            return;
        }

        if ((_start is null) != (_goal is null)) throw json.Wrong($"\"{(_start is null ? "start" : "goal")}\" is missing");
        if ((_scenarioFile is not null || _hasQueries) == (_start is not null)) throw json.Wrong("the document needs one of \"queries\", \"start\" and \"goal\", or \"agents\" and \"goal\"");
        if (_start is { } start && _goal is { } goal) Queries.Add(new PathQuery(start.X, start.Y, goal.X, goal.Y));
        if (_scenarioFile is not null) (Queries, Lengths) = ScenarioFile.Read(_files.Read(_scenarioFile).Span, _scenarioFile, Terrain!.Width, Terrain.Height);
        if (Queries.Count == 0) throw json.Wrong("there is no query; give at least one");
    }

    private void CompleteCrowd(ref DocumentReader json)
    {
        if (_goal is null) throw json.Wrong("\"goal\" is missing: all agents go there");
        if (_start is not null || _scenarioFile is not null || _hasQueries) throw json.Wrong("a document with \"agents\" has a \"goal\", and neither \"start\" nor \"queries\"; split it");
        if (Prepare is not null) throw json.Wrong("\"prepare\" is for queries; a crowd has a field instead");
        if (Agents!.Listed is null && !Terrain.HasFreeCell) throw json.Wrong("\"agents\" can't be drawn: the map has no free cell");
    }

    private TerrainGrid ReadMap(string file) =>
        file.EndsWith(".png", StringComparison.OrdinalIgnoreCase) ? TerrainGrid.ReadMask(_files.Read(file).Span, file) : TerrainGrid.ReadMapFile(_files.Read(file).Span, file);

    private static TerrainGrid ReadRows(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        var rows = new List<byte[]>();
        while (json.NextElement())
        {
            var row = Encoding.UTF8.GetBytes(json.ReadString(field));
            if (row.Length is < 1 or > GridMap.MaxSide) throw json.Wrong($"a row has 1 to {GridMap.MaxSide} cells, this one has {row.Length}");
            if (rows.Count == GridMap.MaxSide) throw json.Wrong($"a map has at most {GridMap.MaxSide} rows");
            if (rows.Count > 0 && rows[0].Length != row.Length) throw json.Wrong($"this row has {row.Length} cells, the first has {rows[0].Length}");
            var wrong = new TerrainGrid(row.Length, 1).TakeRow(0, row);
            if (wrong >= 0) throw json.Wrong($"cell {wrong} of this row: {TerrainGrid.Explain(row[wrong])}");
            rows.Add(row);
        }

        if (rows.Count == 0) throw json.Wrong($"\"{field}\" is empty; give at least one row");
        var grid = new TerrainGrid(rows[0].Length, rows.Count);
        for (var y = 0; y < rows.Count; y++) grid.TakeRow(y, rows[y]);
        return grid;
    }

    private void ReadQueries(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        _hasQueries = true;
        while (json.NextElement())
        {
            if (Queries.Count == MaxQueries) throw json.Wrong($"a task may have {MaxQueries} queries; split the document");
            json.ReadObjectStart(field);
            Queries.Add(ReadQuery(ref json));
        }
    }

    private static PathQuery ReadQuery(ref DocumentReader json)
    {
        (int X, int Y)? start = null;
        (int X, int Y)? goal = null;
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "start": start = ReadCell(ref json, field); break;
                case "goal": goal = ReadCell(ref json, field); break;
                default: throw json.Unknown(field, "start, goal");
            }
        }

        if (start is { } from && goal is { } to) return new PathQuery(from.X, from.Y, to.X, to.Y);
        throw json.Wrong($"this query has no \"{(start is null ? "start" : "goal")}\"");
    }

    internal static (int X, int Y) ReadCell(ref DocumentReader json, string field)
    {
        Span<int> cell = stackalloc int[2];
        var count = 0;
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (count == cell.Length) throw json.Wrong($"\"{field}\" is a cell: [x, y]");
            cell[count++] = (int)json.ReadInteger(field, int.MinValue, int.MaxValue);
        }

        if (count < cell.Length) throw json.Wrong($"\"{field}\" is a cell: [x, y]");
        return (cell[0], cell[1]);
    }
}
