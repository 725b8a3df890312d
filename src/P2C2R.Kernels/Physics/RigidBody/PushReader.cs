using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Reads an entry of <c>"pushes"</c>: a force over some steps, or an impulse in one.</summary>
internal sealed class PushReader
{
    private const string Fields = "body, step, steps, force, torque, impulse, angular_impulse";

    private int _step;
    private int _steps = 1;
    private Float3 _force;
    private Float3 _torque;
    private Float3 _impulse;
    private Float3 _angularImpulse;

    /// <summary>The body's name.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Reads; the reader stands at the object's start.</summary>
    public static PushReader Read(ref DocumentReader json)
    {
        json.ReadObjectStart("pushes");
        var reader = new PushReader();
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field)) reader.Take(ref json, field);
        if (reader.Body.Length == 0) throw json.Wrong("a push needs the name of a \"body\"");
        if (reader._step + reader._steps > RigidLimits.MaxSteps) throw json.Wrong($"a push ends after step {RigidLimits.MaxSteps}, the last that is possible");
        return reader;
    }

    /// <summary>The push; an impulse acts as a force for its steps together.</summary>
    public ScenePush Make(int body, float timeStep)
    {
        var share = 1 / (timeStep * _steps);
        return new(body, _step, _step + _steps, _force + (_impulse * share), _torque + (_angularImpulse * share));
    }

    private void Take(ref DocumentReader json, string field)
    {
        // An impulse becomes a force of at most this much times 10,000.
        const float impulse = RigidLimits.MaxForce * RigidLimits.MinTimeStep / 2;
        switch (field)
        {
            case "body": Body = json.ReadString(field); break;
            case "step": _step = (int)json.ReadInteger(field, 0, RigidLimits.MaxSteps - 1); break;
            case "steps": _steps = (int)json.ReadInteger(field, 1, RigidLimits.MaxSteps); break;
            case "force": _force = RigidFields.Vector(ref json, field, RigidLimits.MaxForce / 2); break;
            case "torque": _torque = RigidFields.Vector(ref json, field, RigidLimits.MaxForce / 2); break;
            case "impulse": _impulse = RigidFields.Vector(ref json, field, impulse); break;
            case "angular_impulse": _angularImpulse = RigidFields.Vector(ref json, field, impulse); break;
            default: throw json.Unknown(field, Fields);
        }
    }
}
