using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>The input document of <see cref="DestructionKernel"/>; docs/kernels/destruction.md describes the fields.</summary>
internal sealed class DestructionDocument
{
    private const string Fields = "gravity, time_step, steps, substeps, slice_steps, record_every, ground, solids, projectiles, impacts, sweep";

    private readonly IInputFiles _files;
    private readonly List<SolidReader> _solids = [];
    private readonly List<SceneProjectile> _projectiles = [];
    private readonly List<SceneImpact> _impacts = [];
    private readonly List<float> _strengths = [];
    private readonly List<float> _speeds = [];
    private DestructionScene _scene = new();
    private int _steps;
    private int _sliceSteps = 60;
    private int _recordEvery = 2;

    private DestructionDocument(IInputFiles files) => _files = files;

    /// <summary>Reads a document.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static DestructionPlan Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new DestructionDocument(files);
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, document.Complete);
        var solids = document._solids.ConvertAll(static s => s.Make());
        var scene = document._scene with { Solids = [.. solids.Select(static s => s.Solid)], Projectiles = document._projectiles, Impacts = document._impacts };
        string[] names = [.. document._solids.Select(static s => s.Name)];
        if (document._steps > 0) StartCheck.Check(scene, names);
        return new(scene, names, [.. solids.Select(static s => s.Look)], document.Scenarios(), document._steps, document._sliceSteps, document._recordEvery);
    }

    private List<Scenario> Scenarios()
    {
        var strengths = _strengths.Count == 0 ? [1f] : _strengths;
        var speeds = _speeds.Count == 0 ? [1f] : _speeds;
        return [.. strengths.SelectMany(strength => speeds.Select(speed => new Scenario(strength, speed)))];
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "gravity": _scene = _scene with { Gravity = SceneFields.Vector(ref json, field, 1000) }; break;
            case "time_step": _scene = _scene with { TimeStep = (float)json.ReadNumber(field, 1e-4, 0.1) }; break;
            case "steps": _steps = (int)json.ReadInteger(field, 0, DestructionLimits.MaxSteps); break;
            case "substeps": _scene = _scene with { Substeps = (int)json.ReadInteger(field, 1, 32) }; break;
            case "slice_steps": _sliceSteps = (int)json.ReadInteger(field, 1, DestructionLimits.MaxSteps); break;
            case "record_every": _recordEvery = (int)json.ReadInteger(field, 1, DestructionLimits.MaxSteps); break;
            case "ground": _scene = _scene with { Ground = (float)json.ReadNumber(field, -DestructionLimits.MaxPosition, DestructionLimits.MaxPosition) }; break;
            case "solids": TakeSolids(ref json, field); break;
            case "projectiles": TakeProjectiles(ref json, field); break;
            case "impacts": TakeImpacts(ref json, field); break;
            case "sweep": TakeSweep(ref json, field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void TakeSolids(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_solids.Count == DestructionLimits.MaxSolids) throw json.Wrong($"there are more than {DestructionLimits.MaxSolids} solids");
            _solids.Add(SolidReader.Read(ref json, _files, _solids.Count));
        }
    }

    private void TakeProjectiles(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_projectiles.Count == DestructionLimits.MaxEntries) throw json.Wrong($"there are more than {DestructionLimits.MaxEntries} projectiles");
            json.ReadObjectStart(field);
            var seen = new HashSet<string>();
            var p = new SceneProjectile(0, default, default, default, 7800);
            while (json.NextField(seen, out var name))
            {
                p = name switch
                {
                    "radius" => p with { Radius = (float)json.ReadNumber(name, 0.01, 100) },
                    "half" => p with { Half = ReadHalf(ref json, name) },
                    "position" => p with { Position = SceneFields.Vector(ref json, name, DestructionLimits.MaxPosition) },
                    "velocity" => p with { Velocity = SceneFields.Vector(ref json, name, DestructionLimits.MaxSpeed) },
                    "density" => p with { Density = (float)json.ReadNumber(name, DestructionLimits.MinDensity, DestructionLimits.MaxDensity) },
                    _ => throw json.Unknown(name, "radius, half, position, velocity, density"),
                };
            }

            if (p.Radius > 0 == p.Half.X > 0) throw json.Wrong("a projectile has either a \"radius\" (a ball) or \"half\" extents (a box)");
            _projectiles.Add(p);
        }
    }

    private static Float3 ReadHalf(ref DocumentReader json, string name)
    {
        var v = SceneFields.Numbers(ref json, name, 3, 0.01, 100);
        return new((float)v[0], (float)v[1], (float)v[2]);
    }

    private void TakeImpacts(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_impacts.Count == DestructionLimits.MaxEntries) throw json.Wrong($"there are more than {DestructionLimits.MaxEntries} impacts");
            json.ReadObjectStart(field);
            var seen = new HashSet<string>();
            var impact = new SceneImpact(0, default, 0.5f, default);
            while (json.NextField(seen, out var name))
            {
                impact = name switch
                {
                    "step" => impact with { Step = (int)json.ReadInteger(name, 0, DestructionLimits.MaxSteps) },
                    "point" => impact with { Point = SceneFields.Vector(ref json, name, DestructionLimits.MaxPosition) },
                    "radius" => impact with { Radius = (float)json.ReadNumber(name, 0.001, DestructionLimits.MaxSize) },
                    "impulse" => impact with { Impulse = SceneFields.Vector(ref json, name, 1e9) },
                    _ => throw json.Unknown(name, "step, point, radius, impulse"),
                };
            }

            _impacts.Add(impact);
        }
    }

    private void TakeSweep(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name))
        {
            var (values, min, max) = name switch
            {
                "strength" => (_strengths, 0.001, 1000.0),
                "speed" => (_speeds, 0.0, 100.0),
                _ => throw json.Unknown(name, "strength, speed"),
            };
            json.ReadArrayStart(name);
            while (json.NextElement() && values.Count <= DestructionLimits.MaxScenarios) values.Add((float)json.ReadNumber(name, min, max));
        }
    }

    private void Complete(ref DocumentReader json)
    {
        if (_solids.Count == 0) throw json.Wrong("\"solids\" is missing: there is nothing to break");
        var sites = _solids.Sum(static s => s.Total);
        if (sites > DestructionLimits.MaxSites) throw json.Wrong($"the solids have {sites} sites together; at most {DestructionLimits.MaxSites} are possible");
        if (_steps == 0) return;
        if (sites > DestructionLimits.MaxMovingSites) throw json.Wrong($"the solids have {sites} sites together; with \"steps\" at most {DestructionLimits.MaxMovingSites} are possible, because each may become a body");
        var scenarios = Scenarios().Count;
        if (scenarios > DestructionLimits.MaxScenarios) throw json.Wrong($"\"sweep\" has {scenarios} scenarios; at most {DestructionLimits.MaxScenarios} are possible");
        var poses = (sites + _projectiles.Count) * ((_steps / _recordEvery) + 1) * scenarios;
        if (poses > DestructionLimits.MaxPoses) throw json.Wrong($"{poses} poses would be recorded; at most {DestructionLimits.MaxPoses} are possible: raise \"record_every\"");
        var slices = _solids.Count + ((long)((_steps + _sliceSteps - 1) / _sliceSteps) * scenarios);
        if (slices > Limits.MaxSlicesPerTask) throw json.Wrong($"the task would have {slices} slices; at most {Limits.MaxSlicesPerTask} are possible: raise \"slice_steps\"");
    }
}
