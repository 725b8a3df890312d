using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Reads a shape: an object with its type and sizes.</summary>
internal sealed class ShapeReader(IInputFiles files)
{
    private const string Fields = "type, radius, half_length, half, points, file, scale, heights, cell";

    private string _type = "";
    private float _radius;
    private float _halfLength;
    private Float3? _half;
    private List<float> _points = [];
    private string? _file;
    private float _scale = 1;
    private List<List<float>> _heights = [];
    private float _cell = 1;

    /// <summary>Reads; the reader stands at the object's start.</summary>
    public static SceneShape Read(ref DocumentReader json, string field, IInputFiles files)
    {
        json.ReadObjectStart(field);
        var reader = new ShapeReader(files);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name)) reader.Take(ref json, name);
        return reader.Make(ref json);
    }

    private void Take(ref DocumentReader json, string field)
    {
        var (least, most) = (RigidLimits.MinSize, RigidLimits.MaxSize);
        switch (field)
        {
            case "type": _type = json.ReadString(field); break;
            case "radius": _radius = RigidFields.Number(ref json, field, least, most); break;
            case "half_length": _halfLength = RigidFields.Number(ref json, field, least, most); break;
            case "half": _half = ReadHalf(ref json, field); break;
            case "points": _points = ReadPoints(ref json, field); break;
            case "file": _file = json.ReadString(field); break;
            case "scale": _scale = RigidFields.Number(ref json, field, 1e-6f, 1e6f); break;
            case "heights": _heights = ReadHeights(ref json, field); break;
            case "cell": _cell = RigidFields.Number(ref json, field, least, most); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private static Float3 ReadHalf(ref DocumentReader json, string field)
    {
        Span<float> values = stackalloc float[3];
        RigidFields.Numbers(ref json, field, values, RigidLimits.MinSize, RigidLimits.MaxSize);
        return new(values[0], values[1], values[2]);
    }

    private static List<float> ReadPoints(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        var points = new List<float>();
        while (json.NextElement())
        {
            if (points.Count == 3 * RigidLimits.MaxHullPoints) throw json.Wrong($"\"points\" has more than {RigidLimits.MaxHullPoints} points");
            var point = RigidFields.Vector(ref json, field, RigidLimits.MaxSize);
            points.AddRange([point.X, point.Y, point.Z]);
        }

        return points;
    }

    private static List<List<float>> ReadHeights(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        var rows = new List<List<float>>();
        while (json.NextElement())
        {
            if (rows.Count == 1024) throw json.Wrong("\"heights\" has more than 1024 rows");
            rows.Add(RigidFields.List(ref json, field, -RigidLimits.MaxSize, RigidLimits.MaxSize, 1024));
            if (rows[^1].Count != rows[0].Count) throw json.Wrong($"\"heights\" has a row of {rows[^1].Count} numbers and one of {rows[0].Count}; all must be equally long");
        }

        return rows;
    }

    private SceneShape Make(ref DocumentReader json)
    {
        switch (_type)
        {
            case "sphere": return new(SceneForm.Sphere, new(Need(ref json, _radius, "radius"), 0, 0), [], []);
            case "capsule": return new(SceneForm.Capsule, new(Need(ref json, _halfLength, "half_length"), Need(ref json, _radius, "radius"), 0), [], []);
            case "cylinder": return new(SceneForm.Cylinder, new(Need(ref json, _halfLength, "half_length"), Need(ref json, _radius, "radius"), 0), [], []);
            case "box": return new(SceneForm.Box, _half ?? throw json.Wrong("a box needs \"half\": [x, y, z]"), [], []);
            case "hull": return MakeHull(ref json);
            case "mesh": return MakeMesh(ref json);
            case "height_field": return MakeHeightField(ref json);
            default: throw json.Wrong($"there is no shape \"{_type}\"; the types are sphere, capsule, cylinder, box, hull, mesh, height_field");
        }
    }

    private static float Need(ref DocumentReader json, float value, string field) => value > 0 ? value : throw json.Wrong($"this shape needs \"{field}\"");

    private SceneShape MakeHull(ref DocumentReader json)
    {
        float[] points = [.. _points];
        if (_file is not null)
        {
            // Corners of faces share their points; a hull needs each once.
            var distinct = new HashSet<Float3>();
            var read = new List<float>();
            var mesh = MeshFile.Read(_file, files);
            for (var i = 0; i < mesh.VertexCount; i++)
            {
                var point = Float3.From(mesh.Positions, 3 * i) * _scale;
                if (distinct.Add(point)) read.AddRange([point.X, point.Y, point.Z]);
            }

            points = [.. read];
        }

        if (points.Length < 12) throw json.Wrong("a hull needs \"points\" or a \"file\" with at least 4 points");
        if (points.Length > 3 * RigidLimits.MaxHullPoints) throw json.Wrong($"'{_file}' has {points.Length / 3} points; a hull takes at most {RigidLimits.MaxHullPoints}");
        var shape = new SceneShape(SceneForm.Hull, default, points, []);
        if (!SceneCheck.IsGood(shape)) throw json.Wrong($"a point of the hull is farther than {RigidLimits.MaxPosition} m out; use a smaller \"scale\"");
        if (shape.Build() is null) throw json.Wrong($"the hull's points lie in one plane, or it has more than {RigidLimits.MaxHullCorners} corners; give it thickness, or fewer points");
        return shape;
    }

    private SceneShape MakeMesh(ref DocumentReader json)
    {
        var mesh = MeshFile.Read(_file ?? throw json.Wrong("a mesh needs a \"file\": .obj, .gltf or .glb"), files);
        if (mesh.TriangleCount > RigidLimits.MaxTriangles) throw json.Wrong($"'{_file}' has {mesh.TriangleCount} triangles; at most {RigidLimits.MaxTriangles} are possible");
        var positions = Array.ConvertAll(mesh.Positions, p => p * _scale);
        var shape = new SceneShape(SceneForm.Mesh, default, positions, mesh.Indices);
        return SceneCheck.IsGood(shape) ? shape : throw json.Wrong($"a vertex of '{_file}' is farther than {RigidLimits.MaxPosition} m out; use a smaller \"scale\"");
    }

    /// <summary>Rows along z, columns along x, in the middle; two triangles a cell, their fronts up.</summary>
    private SceneShape MakeHeightField(ref DocumentReader json)
    {
        var (rows, columns) = (_heights.Count, _heights.Count == 0 ? 0 : _heights[0].Count);
        if (rows < 2 || columns < 2) throw json.Wrong("a height field needs \"heights\": at least two rows of at least two numbers");
        var (positions, indices) = (new List<float>(), new List<int>());
        for (var z = 0; z < rows; z++)
        {
            for (var x = 0; x < columns; x++) positions.AddRange([(x - ((columns - 1) * 0.5f)) * _cell, _heights[z][x] * _scale, (z - ((rows - 1) * 0.5f)) * _cell]);
        }

        for (var z = 0; z + 1 < rows; z++)
        {
            for (var x = 0; x + 1 < columns; x++)
            {
                var at = (z * columns) + x;
                indices.AddRange([at, at + columns, at + 1, at + 1, at + columns, at + columns + 1]);
            }
        }

        return new(SceneForm.Mesh, default, [.. positions], [.. indices]);
    }
}
