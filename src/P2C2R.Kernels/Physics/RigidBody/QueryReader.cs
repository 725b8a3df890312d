using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Reads an entry of <c>"queries"</c>.</summary>
internal sealed class QueryReader(IInputFiles files, List<SceneShape> shapes)
{
    private const string Fields = "name, type, origin, direction, distance, shape, position, rotation, mask, steps";
    private const string RayFields = "origin, direction, distance";
    private const string OverlapFields = "shape, position, rotation";

    private readonly HashSet<string> _seen = [];
    private string _type = "";
    private string? _shapeName;
    private int _shape = -1;
    private SceneQuery _query = new();

    /// <summary>As the document calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Reads; the reader stands at the object's start.</summary>
    public static QueryReader Read(ref DocumentReader json, IInputFiles files, List<SceneShape> shapes, int number)
    {
        json.ReadObjectStart("queries");
        var reader = new QueryReader(files, shapes) { Name = $"query {number}" };
        while (json.NextField(reader._seen, out var field)) reader.Take(ref json, field);
        reader.Check(ref json);
        return reader;
    }

    /// <summary>The query, with its shape looked up.</summary>
    public SceneQuery Make(ref DocumentReader json, Func<string, int> find)
    {
        if (_type == "ray") return _query;
        var shape = _shapeName is null ? _shape : find(_shapeName);
        if (shape < 0) throw json.Wrong($"\"{Name}\" has the shape \"{_shapeName}\", which is not in \"shapes\"");
        if (shapes[shape].Form == SceneForm.Mesh) throw json.Wrong($"\"{Name}\" overlaps with a mesh or a height field; use a hull");
        return _query with { Shape = shape };
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "name": Name = json.ReadString(field); break;
            case "type": _type = ReadType(ref json, field); break;
            case "origin" or "position": _query = _query with { Position = RigidFields.Vector(ref json, field, RigidLimits.MaxPosition) }; break;
            case "direction": _query = _query with { Direction = RigidFields.Direction(ref json, field) }; break;
            case "distance": _query = _query with { Distance = RigidFields.Number(ref json, field, RigidLimits.MinSize, 2 * RigidLimits.MaxPosition) }; break;
            case "rotation": _query = _query with { Rotation = RigidFields.Turn(ref json, field) }; break;
            case "mask": _query = _query with { Mask = (uint)json.ReadInteger(field, 0, uint.MaxValue) }; break;
            case "steps": _query = _query with { Steps = ReadSteps(ref json, field) }; break;
            case "shape": TakeShape(ref json, field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private static string ReadType(ref DocumentReader json, string field) => json.ReadString(field) switch
    {
        "ray" => "ray",
        "overlap" => "overlap",
        var other => throw json.Wrong($"there is no query \"{other}\"; the types are ray, overlap"),
    };

    private void TakeShape(ref DocumentReader json, string field)
    {
        if (json.IsString)
        {
            _shapeName = json.ReadString(field);
            return;
        }

        if (shapes.Count == RigidLimits.MaxShapes) throw json.Wrong($"there are more than {RigidLimits.MaxShapes} shapes; name those that are alike in \"shapes\"");
        shapes.Add(ShapeReader.Read(ref json, field, files));
        _shape = shapes.Count - 1;
    }

    private static int[] ReadSteps(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        var steps = new List<int>();
        while (json.NextElement())
        {
            if (steps.Count == RigidLimits.MaxQuerySteps) throw json.Wrong($"\"{field}\" has more than {RigidLimits.MaxQuerySteps} numbers; without it a query is asked in every recorded frame");
            steps.Add((int)json.ReadInteger(field, 0, RigidLimits.MaxSteps));
            if (steps.Count > 1 && steps[^1] <= steps[^2]) throw json.Wrong($"\"{field}\" must ascend: {steps[^1]} comes after {steps[^2]}");
        }

        return steps.Count > 0 ? [.. steps] : throw json.Wrong($"\"{field}\" is empty; without it a query is asked in every recorded frame");
    }

    private void Check(ref DocumentReader json)
    {
        if (_type.Length == 0) throw json.Wrong($"\"{Name}\" needs a \"type\": ray or overlap");
        foreach (var field in (_type == "ray" ? OverlapFields : RayFields).Split(", "))
        {
            if (_seen.Contains(field)) throw json.Wrong($"\"{Name}\" is of the type \"{_type}\" and has \"{field}\"; its fields are {(_type == "ray" ? RayFields : OverlapFields)}, name, mask, steps");
        }

        if (_type == "ray" && !_seen.Contains("direction")) throw json.Wrong($"\"{Name}\" needs a \"direction\"");
        if (_type == "overlap" && !_seen.Contains("shape")) throw json.Wrong($"\"{Name}\" needs a \"shape\"");
    }
}
