using System.Text;
using System.Text.Json;
using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Protocol;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>The input document of the mesh form of <c>ai_pathfinding</c>; docs/kernels/navigation-mesh.md describes the fields.</summary>
internal sealed class NavigationDocument
{
    private const string Fields = "mesh, cell_size, cell_height, agent_radius, agent_height, agent_climb, agent_slope, min_region_area, merge_region_area, edge_error, polygon_corners, tile_size, queries, start, goal, method";
    private const int MostArea = 1_000_000;
    private const double Longest = 1e6;

    private string? _file;
    private double[]? _start;
    private double[]? _goal;

    /// <summary>The triangles.</summary>
    public TriangleMesh Mesh { get; private set; } = null!;

    /// <summary>The queries, in the mesh's unit of length: x, y, z of start and of goal.</summary>
    public List<(double[] Start, double[] Goal)> Queries { get; } = [];

    /// <summary>Whether a path that is found fast is enough.</summary>
    public bool IsFast { get; private set; }

    /// <summary>Side of a cell.</summary>
    public double CellSize { get; private set; } = 0.3;

    /// <summary>Height of a voxel.</summary>
    public double CellHeight { get; private set; } = 0.2;

    /// <summary>How far an agent's middle stays away from walls.</summary>
    public double AgentRadius { get; private set; } = 0.6;

    /// <summary>Free height that it needs.</summary>
    public double AgentHeight { get; private set; } = 2;

    /// <summary>How high it can step.</summary>
    public double AgentClimb { get; private set; } = 0.9;

    /// <summary>Steepest slope that it walks on, in degrees.</summary>
    public double AgentSlope { get; private set; } = 45;

    /// <summary>Cells of a place that nothing leads to, so that it stays.</summary>
    public int MinRegionArea { get; private set; } = 64;

    /// <summary>Cells below which a region is merged.</summary>
    public int MergeRegionArea { get; private set; } = 400;

    /// <summary>How far outlines may lie off, in cells.</summary>
    public double EdgeError { get; private set; } = 1.3;

    /// <summary>Corners of a polygon, at most.</summary>
    public int PolygonCorners { get; private set; } = 6;

    /// <summary>Cells of a tile's side.</summary>
    public int TileSize { get; private set; } = 256;

    /// <summary>Whether a document is of this form: it names a mesh. Reads no further than to the field that tells the forms apart.</summary>
    public static bool Names(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);
        try
        {
            while (json.Read())
            {
                if (json is not { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }) continue;
                if (json.ValueTextEquals("mesh"u8)) return true;
                if (json.ValueTextEquals("map"u8) || json.ValueTextEquals("rows"u8)) return false;
            }
        }
        catch (JsonException)
        {
            // Whoever reads it as the other form says what is wrong and where.
        }

        return false;
    }

    /// <summary>Reads a document and the mesh that it names.</summary>
    /// <exception cref="InputException">Something in it or in the mesh is wrong.</exception>
    public static NavigationDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new NavigationDocument();
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, (ref DocumentReader reader) => document.Complete(ref reader, files));
        return document;
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "mesh": _file = json.ReadString(field); break;
            case "cell_size": CellSize = json.ReadNumber(field, 0.001, 1000); break;
            case "cell_height": CellHeight = json.ReadNumber(field, 0.001, 1000); break;
            case "agent_radius": AgentRadius = json.ReadNumber(field, 0, 1000); break;
            case "agent_height": AgentHeight = json.ReadNumber(field, 0.001, 1000); break;
            case "agent_climb": AgentClimb = json.ReadNumber(field, 0, 1000); break;
            case "agent_slope": AgentSlope = json.ReadNumber(field, 0, 89); break;
            case "min_region_area": MinRegionArea = (int)json.ReadInteger(field, 0, MostArea); break;
            case "merge_region_area": MergeRegionArea = (int)json.ReadInteger(field, 0, MostArea); break;
            case "edge_error": EdgeError = json.ReadNumber(field, 0, 10); break;
            case "polygon_corners": PolygonCorners = (int)json.ReadInteger(field, 3, NavigationSettings.MostPolygonCorners); break;
            case "tile_size": TileSize = (int)json.ReadInteger(field, NavigationSettings.LeastTileCells, NavigationSettings.MostTileCells); break;
            case "queries": ReadQueries(ref json, field); break;
            case "start": _start = ReadPlace(ref json, field); break;
            case "goal": _goal = ReadPlace(ref json, field); break;
            case "method": ReadMethod(ref json, field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void Complete(ref DocumentReader json, IInputFiles files)
    {
        if (_file is null) throw json.Wrong("\"mesh\", the name of an .obj, .gltf or .glb file, is missing");
        if ((_start is null) != (_goal is null)) throw json.Wrong($"\"{(_start is null ? "start" : "goal")}\" is missing");
        if (_start is not null && Queries.Count > 0) throw json.Wrong("the document has both \"queries\" and \"start\"; remove one");
        if (_start is not null) Queries.Add((_start, _goal!));
        Mesh = MeshFile.Read(_file, files);
    }

    private void ReadMethod(ref DocumentReader json, string field)
    {
        var method = json.ReadString(field);
        if (method is not ("exact" or "fast")) throw json.Wrong("\"method\" must be \"exact\" (shortest paths) or \"fast\" (paths that may be a little longer)");
        IsFast = method == "fast";
    }

    private void ReadQueries(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (Queries.Count == Limits.MaxSlicesPerTask) throw json.Wrong($"a task may have {Limits.MaxSlicesPerTask} queries; split the document");
            json.ReadObjectStart(field);
            double[]? start = null, goal = null;
            var seen = new HashSet<string>();
            while (json.NextField(seen, out var name))
            {
                switch (name)
                {
                    case "start": start = ReadPlace(ref json, name); break;
                    case "goal": goal = ReadPlace(ref json, name); break;
                    default: throw json.Unknown(name, "start, goal");
                }
            }

            if (start is null || goal is null) throw json.Wrong($"this query has no \"{(start is null ? "start" : "goal")}\"");
            Queries.Add((start, goal));
        }
    }

    private static double[] ReadPlace(ref DocumentReader json, string field)
    {
        var place = new double[3];
        var count = 0;
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (count == place.Length) throw json.Wrong($"\"{field}\" is a place: [x, y, z]");
            place[count++] = json.ReadNumber(field, -Longest, Longest);
        }

        return count == place.Length ? place : throw json.Wrong($"\"{field}\" is a place: [x, y, z]");
    }
}
