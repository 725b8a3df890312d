using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Joints;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Reads an entry of <c>"joints"</c>.</summary>
internal sealed class JointReader
{
    private const string Fields = "type, a, b, anchor, anchor_b, axis, limits, motor, frequency, damping, linear, angular, collide";

    private JointKind _kind;
    private bool _hasKind;
    private Float3 _anchor;
    private Float3 _anchorB;
    private Float3 _axis = new(1, 0, 0);
    private JointRange _own = JointRange.Free;
    private JointRange[]? _linear;
    private JointRange[]? _angular;
    private JointDescription _joint = new() { Kind = default, BodyA = 0, BodyB = 0 };

    /// <summary>The first body's name.</summary>
    public string A { get; private set; } = "";

    /// <summary>The second body's name.</summary>
    public string B { get; private set; } = "";

    /// <summary>Reads; the reader stands at the object's start.</summary>
    public static JointReader Read(ref DocumentReader json)
    {
        json.ReadObjectStart("joints");
        var reader = new JointReader();
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field)) reader.Take(ref json, field);
        if (!reader._hasKind) throw json.Wrong("a joint needs a \"type\": ball, hinge, slider, fixed, distance or six_degree");
        if (reader.A.Length == 0 || reader.B.Length == 0) throw json.Wrong("a joint needs the names of two bodies, \"a\" and \"b\"");
        return reader;
    }

    /// <summary>The joint between bodies with numbers.</summary>
    public JointDescription Make(int a, int b)
    {
        var ranges = JointDescription.RangesOf(_kind, _own);
        if (_kind == JointKind.SixDegree) ranges = [.. _linear ?? new JointRange[3], .. _angular ?? new JointRange[3]];
        return _joint with { Kind = _kind, BodyA = a, BodyB = b, Anchor = _anchor, AnchorB = _anchorB, Axis = _axis, Ranges = ranges };
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "type": _kind = ReadKind(ref json, field); break;
            case "a": A = json.ReadString(field); break;
            case "b": B = json.ReadString(field); break;
            case "anchor": _anchor = RigidFields.Vector(ref json, field, RigidLimits.MaxPosition); break;
            case "anchor_b": _anchorB = RigidFields.Vector(ref json, field, RigidLimits.MaxPosition); break;
            case "axis": _axis = RigidFields.Direction(ref json, field); break;
            case "limits": _own = ReadRange(ref json, field); break;
            case "motor": TakeMotor(ref json, field); break;
            case "frequency": _joint = _joint with { Frequency = RigidFields.Number(ref json, field, 0, 1000) }; break;
            case "damping": _joint = _joint with { Damping = RigidFields.Number(ref json, field, 0, 100) }; break;
            case "linear": _linear = ReadRanges(ref json, field); break;
            case "angular": _angular = ReadRanges(ref json, field); break;
            case "collide": _joint = _joint with { Collides = json.ReadBoolean(field) }; break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private JointKind ReadKind(ref DocumentReader json, string field)
    {
        _hasKind = true;
        return json.ReadString(field) switch
        {
            "ball" => JointKind.Ball,
            "hinge" => JointKind.Hinge,
            "slider" => JointKind.Slider,
            "fixed" => JointKind.Fixed,
            "distance" => JointKind.Distance,
            "six_degree" => JointKind.SixDegree,
            var other => throw json.Wrong($"there is no joint \"{other}\"; the types are ball, hinge, slider, fixed, distance, six_degree"),
        };
    }

    private static JointRange ReadRange(ref DocumentReader json, string field)
    {
        Span<float> values = stackalloc float[2];
        RigidFields.Numbers(ref json, field, values, -RigidLimits.MaxSize, RigidLimits.MaxSize);
        return new(values[0], values[1]);
    }

    private static JointRange[] ReadRanges(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        var ranges = new List<JointRange>();
        while (json.NextElement()) ranges.Add(ReadRange(ref json, field));
        return ranges.Count == 3 ? [.. ranges] : throw json.Wrong($"\"{field}\" must have three ranges [least, greatest], for x, y and z; [1, -1] is free");
    }

    private void TakeMotor(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name))
        {
            switch (name)
            {
                case "speed": _joint = _joint with { MotorSpeed = RigidFields.Number(ref json, name, -RigidLimits.MaxSpeed, RigidLimits.MaxSpeed) }; break;
                case "most": _joint = _joint with { MotorMost = RigidFields.Number(ref json, name, 0, RigidLimits.MaxForce) }; break;
                default: throw json.Unknown(name, "speed, most");
            }
        }
    }
}
