using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Reads <c>"sweep"</c>: lists of values, of which each combination is a scenario.</summary>
internal sealed class SweepReader
{
    private const string Fields = "seed, gravity, friction, restitution, speed";
    private const int MostValues = RigidLimits.MaxScenarios;

    private List<long> _seeds = [];
    private List<Float3> _gravities = [];
    private List<float> _frictions = [];
    private List<float> _restitutions = [];
    private List<float> _speeds = [];

    /// <summary>Reads; the reader stands at the object's start.</summary>
    public void Read(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name))
        {
            switch (name)
            {
                case "seed": _seeds = ReadSeeds(ref json, name); break;
                case "gravity": _gravities = ReadGravities(ref json, name); break;
                case "friction": _frictions = RigidFields.List(ref json, name, 0, RigidLimits.MaxFriction, MostValues); break;
                case "restitution": _restitutions = RigidFields.List(ref json, name, 0, 1, MostValues); break;
                case "speed": _speeds = RigidFields.List(ref json, name, 0, 100, MostValues); break;
                default: throw json.Unknown(name, Fields);
            }
        }

        if (Count > RigidLimits.MaxScenarios) throw json.Wrong($"\"{field}\" makes {Count} scenarios; at most {RigidLimits.MaxScenarios} are possible");
    }

    private long Count => (long)Math.Max(1, _seeds.Count) * Math.Max(1, _gravities.Count) * Math.Max(1, _frictions.Count) * Math.Max(1, _restitutions.Count) * Math.Max(1, _speeds.Count);

    /// <summary>The scenarios, the last list's values changing fastest.</summary>
    public List<Scenario> Scenarios(long seed, Float3 gravity)
    {
        List<Scenario> scenarios = [new(seed, gravity, -1, -1, 1)];
        scenarios = Vary(scenarios, _seeds, static (s, v) => s with { Seed = v });
        scenarios = Vary(scenarios, _gravities, static (s, v) => s with { Gravity = v });
        scenarios = Vary(scenarios, _frictions, static (s, v) => s with { Friction = v });
        scenarios = Vary(scenarios, _restitutions, static (s, v) => s with { Restitution = v });
        return Vary(scenarios, _speeds, static (s, v) => s with { Speed = v });
    }

    private static List<Scenario> Vary<T>(List<Scenario> scenarios, List<T> values, Func<Scenario, T, Scenario> with) =>
        values.Count == 0 ? scenarios : [.. scenarios.SelectMany(s => values.Select(v => with(s, v)))];

    private static List<long> ReadSeeds(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        var seeds = new List<long>();
        while (json.NextElement())
        {
            if (seeds.Count == MostValues) throw json.Wrong($"\"{field}\" has more than {MostValues} numbers");
            seeds.Add(json.ReadInteger(field, 0, long.MaxValue));
        }

        return seeds;
    }

    private static List<Float3> ReadGravities(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        var gravities = new List<Float3>();
        while (json.NextElement())
        {
            if (gravities.Count == MostValues) throw json.Wrong($"\"{field}\" has more than {MostValues} vectors");
            gravities.Add(RigidFields.Vector(ref json, field, RigidLimits.MaxAcceleration));
        }

        return gravities;
    }
}
