using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;
using P2C2R.Kernels.Physics.Joints;
using P2C2R.Protocol;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>The input document of <see cref="RigidBodyKernel"/>; docs/kernels/rigid-body.md describes the fields.</summary>
internal sealed class RigidDocument
{
    private const string Fields = "gravity, time_step, steps, substeps, slice_steps, record_every, sleeping, seed, shapes, bodies, joints, pushes, queries, sweep, continue";

    private readonly IInputFiles _files;
    private readonly List<SceneShape> _shapes = [];
    private readonly Dictionary<string, int> _shapeNames = [];
    private readonly List<BodyReader> _entries = [];
    private readonly List<JointReader> _jointEntries = [];
    private readonly List<PushReader> _pushEntries = [];
    private readonly List<QueryReader> _queryEntries = [];
    private readonly SweepReader _sweep = new();
    private readonly List<SceneBody> _bodies = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<JointDescription> _joints = [];
    private readonly List<ScenePush> _pushes = [];
    private readonly List<SceneQuery> _queries = [];
    private Float3 _gravity = new(0, -9.81f, 0);
    private float _timeStep = 1f / 60;
    private int _steps;
    private int _substeps = 4;
    private int _sliceSteps;
    private int _recordEvery = 2;
    private bool _sleeping = true;
    private string? _continue;
    private long _seed;

    private RigidDocument(IInputFiles files) => _files = files;

    /// <summary>Reads a document.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static RigidDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new RigidDocument(files);
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, document.Complete);
        return document;
    }

    /// <summary>The scene and how it is run.</summary>
    public RigidPlan Plan()
    {
        var scene = new RigidScene { TimeStep = _timeStep, Substeps = _substeps, Sleeping = _sleeping, Shapes = _shapes, Bodies = _bodies, Joints = _joints, Pushes = _pushes, Queries = _queries };
        var built = BuiltScene.Of(scene) ?? throw new InputException("a shape can't be built");
        var earlier = _continue is null ? null : EarlierRun.Read(_continue, _files.Read(_continue), built.Moving.Length);
        var plan = new RigidPlan(built, _sweep.Scenarios(_seed, _gravity), _steps, _sliceSteps == 0 ? Math.Max(1, Math.Min(_steps, 100)) : _sliceSteps, _recordEvery, _names, [.. _queryEntries.Select(static q => q.Name)], earlier);
        earlier?.Check(_continue!, plan);
        return plan;
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "gravity": _gravity = RigidFields.Vector(ref json, field, RigidLimits.MaxAcceleration); break;
            case "time_step": _timeStep = RigidFields.Number(ref json, field, RigidLimits.MinTimeStep, RigidLimits.MaxTimeStep); break;
            case "steps": _steps = (int)json.ReadInteger(field, 1, RigidLimits.MaxSteps); break;
            case "substeps": _substeps = (int)json.ReadInteger(field, 1, RigidLimits.MaxSubsteps); break;
            case "slice_steps": _sliceSteps = (int)json.ReadInteger(field, 1, RigidLimits.MaxSteps); break;
            case "record_every": _recordEvery = (int)json.ReadInteger(field, 1, RigidLimits.MaxSteps); break;
            case "sleeping": _sleeping = json.ReadBoolean(field); break;
            case "seed": _seed = json.ReadInteger(field, 0, long.MaxValue); break;
            case "shapes": TakeShapes(ref json, field); break;
            case "bodies": TakeBodies(ref json, field); break;
            case "joints": TakeJoints(ref json, field); break;
            case "pushes": TakePushes(ref json, field); break;
            case "queries": TakeQueries(ref json, field); break;
            case "sweep": _sweep.Read(ref json, field); break;
            case "continue": _continue = RelativePath.Check("\"continue\"", json.ReadString(field)); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void TakeShapes(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name))
        {
            if (_shapes.Count == RigidLimits.MaxShapes) throw json.Wrong($"there are more than {RigidLimits.MaxShapes} shapes");
            _shapes.Add(ShapeReader.Read(ref json, name, _files));
            _shapeNames.Add(name, _shapes.Count - 1);
        }
    }

    private void TakeBodies(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        long total = 0;
        while (json.NextElement())
        {
            _entries.Add(BodyReader.Read(ref json, _files, _shapes, _entries.Count));
            total += _entries[^1].Count;
            if (total > RigidLimits.MaxBodies) throw json.Wrong($"there are more than {RigidLimits.MaxBodies} bodies");
        }
    }

    private void TakeJoints(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_jointEntries.Count == RigidLimits.MaxJoints) throw json.Wrong($"there are more than {RigidLimits.MaxJoints} joints");
            _jointEntries.Add(JointReader.Read(ref json));
        }
    }

    private void TakePushes(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_pushEntries.Count == RigidLimits.MaxPushes) throw json.Wrong($"there are more than {RigidLimits.MaxPushes} pushes");
            _pushEntries.Add(PushReader.Read(ref json));
        }
    }

    private void TakeQueries(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_queryEntries.Count == RigidLimits.MaxQueries) throw json.Wrong($"there are more than {RigidLimits.MaxQueries} queries");
            _queryEntries.Add(QueryReader.Read(ref json, _files, _shapes, _queryEntries.Count));
        }
    }

    private void Complete(ref DocumentReader json)
    {
        if (_steps == 0) throw json.Wrong("\"steps\" is missing: how many steps to simulate");
        if (_entries.Count == 0) throw json.Wrong("\"bodies\" is missing: there is nothing to simulate");
        Expand(ref json);
        foreach (var entry in _jointEntries) _joints.Add(Join(ref json, entry));
        foreach (var entry in _pushEntries) _pushes.Add(entry.Make(Number(ref json, entry.Body), _timeStep));
        CompleteQueries(ref json);
        var moving = _bodies.Count(static b => b.Kind != BodyKind.Static);
        var frames = (_steps / _recordEvery) + 1;
        if ((long)moving * frames > RigidLimits.MaxPoses) throw json.Wrong($"{moving} moving bodies in {frames} frames are more than {RigidLimits.MaxPoses} poses; raise \"record_every\"");
        var slices = (_sliceSteps == 0 ? (_steps + 99) / 100 : (_steps + _sliceSteps - 1) / _sliceSteps) * (long)_sweep.Scenarios(_seed, _gravity).Count;
        if (slices > Limits.MaxSlicesPerTask) throw json.Wrong($"the task would have {slices} slices; at most {Limits.MaxSlicesPerTask} are possible: raise \"slice_steps\"");
    }

    private void CompleteQueries(ref DocumentReader json)
    {
        var names = new HashSet<string>();
        foreach (var entry in _queryEntries)
        {
            _queries.Add(entry.Make(ref json, name => _shapeNames.GetValueOrDefault(name, -1)));
            if (!names.Add(entry.Name)) throw json.Wrong($"two queries are called \"{entry.Name}\"");
            if (_queries[^1].Steps is [.., var last] && last > _steps) throw json.Wrong($"\"{entry.Name}\" is asked after step {last}, and there are {_steps} \"steps\"");
        }

        var answers = _queries.Sum(q => (long)q.Times(0, _steps, _recordEvery));
        if (answers > RigidLimits.MaxAnswers) throw json.Wrong($"the queries would have {answers} answers; at most {RigidLimits.MaxAnswers} are possible: give them \"steps\", or raise \"record_every\"");
    }

    private void Expand(ref DocumentReader json)
    {
        var unknown = "";
        int Find(string name)
        {
            if (_shapeNames.TryGetValue(name, out var number)) return number;
            unknown = name;
            return -1;
        }

        var parts = 0;
        foreach (var entry in _entries)
        {
            foreach (var (name, body) in entry.Expand(Find))
            {
                if (unknown.Length > 0) throw json.Wrong($"\"{name}\" has the shape \"{unknown}\", which is not in \"shapes\"");
                if (!_numbers.TryAdd(name, _bodies.Count)) throw json.Wrong($"two bodies are called \"{name}\"");
                _bodies.Add(body);
                _names.Add(name);
                parts += body.Parts.Count;
                if (parts > RigidLimits.MaxParts) throw json.Wrong($"there are more than {RigidLimits.MaxParts} parts");
                if (!SceneCheck.IsGood(body, _shapes)) throw json.Wrong(Complaint(name, body));
            }
        }
    }

    private string Complaint(string name, SceneBody body) =>
        body.Kind != BodyKind.Static && body.Parts.Any(p => _shapes[p.Shape].Form == SceneForm.Mesh)
            ? $"\"{name}\" moves and is a mesh or a height field, which only static bodies may be; use a hull, or parts"
            : $"\"{name}\" is farther than {RigidLimits.MaxPosition} m from the origin";

    private int Number(ref DocumentReader json, string name) => _numbers.TryGetValue(name, out var number) ? number : throw json.Wrong($"there is no body \"{name}\"; those of a grid are called \"NAME 0\", \"NAME 1\" and so on");

    private JointDescription Join(ref DocumentReader json, JointReader entry)
    {
        var joint = entry.Make(Number(ref json, entry.A), Number(ref json, entry.B));
        if (joint.BodyA == joint.BodyB) throw json.Wrong($"a joint holds \"{entry.A}\" to itself");
        if (_bodies[joint.BodyA].Kind != BodyKind.Dynamic && _bodies[joint.BodyB].Kind != BodyKind.Dynamic) throw json.Wrong($"a joint holds \"{entry.A}\" and \"{entry.B}\", of which neither is dynamic");
        return joint;
    }
}
