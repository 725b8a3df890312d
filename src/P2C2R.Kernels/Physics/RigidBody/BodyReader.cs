using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.BroadPhase;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Reads an entry of <c>"bodies"</c>: a body, or many alike in a grid or a pyramid.</summary>
internal sealed class BodyReader(IInputFiles files, List<SceneShape> shapes)
{
    private const string Fields = "name, kind, shape, parts, position, rotation, velocity, angular_velocity, density, mass, friction, restitution, rolling_friction, groups, mask, gravity_scale, linear_damping, angular_damping, fixed_rotation, jitter, grid, pyramid";
    private const string PartFields = "shape, position, rotation";

    private readonly List<(int Shape, string? Name, Float3 Position, Rotation Rotation)> _parts = [];
    private Material _material = new(0.6f, 0, 0);
    private uint _groups = 1;
    private uint _mask = uint.MaxValue;
    private Float3 _spacing;
    private int[] _count = [1, 1, 1];
    private int _pyramid;

    /// <summary>As the document calls it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The first of them, without parts.</summary>
    public SceneBody Body { get; private set; } = new();

    /// <summary>How many there are.</summary>
    public long Count => _pyramid > 0 ? (long)_pyramid * (_pyramid + 1) / 2 : (long)_count[0] * _count[1] * _count[2];

    /// <summary>Reads; the reader stands at the object's start.</summary>
    public static BodyReader Read(ref DocumentReader json, IInputFiles files, List<SceneShape> shapes, int number)
    {
        json.ReadObjectStart("bodies");
        var reader = new BodyReader(files, shapes) { Name = $"body {number}" };
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field)) reader.Take(ref json, field);
        reader.Check(ref json);
        return reader;
    }

    /// <summary>The bodies, with shapes that are named looked up.</summary>
    public IEnumerable<(string Name, SceneBody Body)> Expand(Func<string, int> find)
    {
        ScenePart[] parts = [.. _parts.Select(p => new ScenePart(p.Name is null ? p.Shape : find(p.Name), p.Position, p.Rotation, _material, new CollisionFilter(_groups, _mask)))];
        var body = Body with { Parts = parts };
        if (Count == 1) return [(Name, body)];
        return Offsets().Select((offset, i) => ($"{Name} {i}", body with { Position = body.Position + offset }));
    }

    private IEnumerable<Float3> Offsets()
    {
        if (_pyramid > 0)
        {
            for (var row = 0; row < _pyramid; row++)
            {
                for (var i = 0; i < _pyramid - row; i++) yield return new((i - ((_pyramid - row - 1) * 0.5f)) * _spacing.X, row * _spacing.Y, 0);
            }

            yield break;
        }

        for (var y = 0; y < _count[1]; y++)
        {
            for (var z = 0; z < _count[2]; z++)
            {
                for (var x = 0; x < _count[0]; x++) yield return new(x * _spacing.X, y * _spacing.Y, z * _spacing.Z);
            }
        }
    }

    private void Take(ref DocumentReader json, string field)
    {
        const float damping = 1000;
        switch (field)
        {
            case "name": Name = json.ReadString(field); break;
            case "kind": Body = Body with { Kind = ReadKind(ref json, field) }; break;
            case "shape": TakeShape(ref json, field, default, Rotation.Identity); break;
            case "parts": TakeParts(ref json, field); break;
            case "position": Body = Body with { Position = RigidFields.Vector(ref json, field, RigidLimits.MaxPosition) }; break;
            case "rotation": Body = Body with { Rotation = RigidFields.Turn(ref json, field) }; break;
            case "velocity": Body = Body with { Velocity = RigidFields.Vector(ref json, field, RigidLimits.MaxSpeed) }; break;
            case "angular_velocity": Body = Body with { AngularVelocity = RigidFields.Vector(ref json, field, RigidLimits.MaxSpeed) }; break;
            case "density": Body = Body with { Density = RigidFields.Number(ref json, field, RigidLimits.MinDensity, RigidLimits.MaxDensity) }; break;
            case "mass": Body = Body with { Mass = RigidFields.Number(ref json, field, RigidLimits.MinMass, RigidLimits.MaxMass) }; break;
            case "friction": _material = _material with { Friction = RigidFields.Number(ref json, field, 0, RigidLimits.MaxFriction) }; break;
            case "restitution": _material = _material with { Restitution = RigidFields.Number(ref json, field, 0, 1) }; break;
            case "rolling_friction": _material = _material with { Rolling = RigidFields.Number(ref json, field, 0, RigidLimits.MaxSize) }; break;
            case "groups": _groups = (uint)json.ReadInteger(field, 0, uint.MaxValue); break;
            case "mask": _mask = (uint)json.ReadInteger(field, 0, uint.MaxValue); break;
            case "gravity_scale": Body = Body with { GravityScale = RigidFields.Number(ref json, field, -100, 100) }; break;
            case "linear_damping": Body = Body with { LinearDamping = RigidFields.Number(ref json, field, 0, damping) }; break;
            case "angular_damping": Body = Body with { AngularDamping = RigidFields.Number(ref json, field, 0, damping) }; break;
            case "fixed_rotation": Body = Body with { FixedRotation = json.ReadBoolean(field) }; break;
            case "jitter": Body = Body with { Jitter = RigidFields.Number(ref json, field, 0, RigidLimits.MaxSize) }; break;
            case "grid": TakeGrid(ref json, field); break;
            case "pyramid": TakePyramid(ref json, field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private static BodyKind ReadKind(ref DocumentReader json, string field) => json.ReadString(field) switch
    {
        "static" => BodyKind.Static,
        "kinematic" => BodyKind.Kinematic,
        "dynamic" => BodyKind.Dynamic,
        var other => throw json.Wrong($"there is no kind \"{other}\"; the kinds are static, kinematic, dynamic"),
    };

    private void TakeShape(ref DocumentReader json, string field, Float3 position, Rotation rotation)
    {
        if (json.IsString)
        {
            _parts.Add((-1, json.ReadString(field), position, rotation));
            return;
        }

        if (shapes.Count == RigidLimits.MaxShapes) throw json.Wrong($"there are more than {RigidLimits.MaxShapes} shapes; name those that are alike in \"shapes\"");
        shapes.Add(ShapeReader.Read(ref json, field, files));
        _parts.Add((shapes.Count - 1, null, position, rotation));
    }

    private void TakeParts(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            json.ReadObjectStart(field);
            var seen = new HashSet<string>();
            var (position, rotation, before) = (default(Float3), Rotation.Identity, _parts.Count);
            while (json.NextField(seen, out var name))
            {
                switch (name)
                {
                    case "shape": TakeShape(ref json, name, default, Rotation.Identity); break;
                    case "position": position = RigidFields.Vector(ref json, name, RigidLimits.MaxPosition); break;
                    case "rotation": rotation = RigidFields.Turn(ref json, name); break;
                    default: throw json.Unknown(name, PartFields);
                }
            }

            if (_parts.Count == before) throw json.Wrong("a part needs a \"shape\"");
            _parts[^1] = _parts[^1] with { Position = position, Rotation = rotation };
        }
    }

    private void TakeGrid(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        Span<float> values = stackalloc float[3];
        while (json.NextField(seen, out var name))
        {
            switch (name)
            {
                case "count":
                    RigidFields.Numbers(ref json, name, values, 1, RigidLimits.MaxBodies);
                    _count = [(int)values[0], (int)values[1], (int)values[2]];
                    break;
                case "spacing": _spacing = RigidFields.Vector(ref json, name, RigidLimits.MaxPosition); break;
                default: throw json.Unknown(name, "count, spacing");
            }
        }
    }

    private void TakePyramid(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        Span<float> values = stackalloc float[2];
        while (json.NextField(seen, out var name))
        {
            switch (name)
            {
                case "base": _pyramid = (int)json.ReadInteger(name, 1, 1000); break;
                case "spacing":
                    RigidFields.Numbers(ref json, name, values, -RigidLimits.MaxPosition, RigidLimits.MaxPosition);
                    _spacing = new(values[0], values[1], 0);
                    break;
                default: throw json.Unknown(name, "base, spacing");
            }
        }
    }

    private void Check(ref DocumentReader json)
    {
        if (_parts.Count == 0) throw json.Wrong($"\"{Name}\" needs a \"shape\" or \"parts\"");
        if (Count > RigidLimits.MaxBodies) throw json.Wrong($"\"{Name}\" is {Count} bodies; at most {RigidLimits.MaxBodies} are possible");
    }
}
