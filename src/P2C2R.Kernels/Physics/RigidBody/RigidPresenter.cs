using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Physics.Destruction.Presenting;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Writes an animated <c>.glb</c> for each scenario (of many, the first ones), and statistics of all; docs/kernels/rigid-body.md describes them.</summary>
internal sealed class RigidPresenter
{
    private const int MostAnimations = 16;
    private const int Pictures = 3;
    private const string StatisticsFile = "statistics.json";
    private const string QueriesFile = "queries.json";

    private static readonly byte[][] Colors =
    [
        [214, 110, 70, 255], [88, 140, 190, 255], [226, 176, 84, 255], [120, 168, 110, 255], [170, 120, 180, 255], [200, 200, 190, 255], [110, 190, 190, 255],
    ];

    private static readonly byte[] StandingColor = [150, 150, 150, 255];

    private readonly RigidPlan _plan;
    private readonly List<RigidHistory> _histories = [];

    private RigidPresenter(RigidPlan plan, Stream canonical)
    {
        _plan = plan;
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var reader = new CanonicalReader(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        for (var i = 0; i < plan.Scenarios.Count; i++) _histories.Add(RigidHistory.Read(ref reader, plan.Built));
        if (!reader.AtEnd) throw new ArgumentException("not a merged output of this kernel", nameof(canonical));
    }

    /// <summary>Presents.</summary>
    public static Presentation Present(RigidPlan plan, Stream canonical, string directory) => new RigidPresenter(plan, canonical).Write(directory);

    private Presentation Write(string directory)
    {
        var files = new List<string> { StatisticsFile };
        WriteJson(Path.Combine(directory, StatisticsFile), Statistics());
        if (_plan.QueryNames.Count > 0)
        {
            WriteJson(Path.Combine(directory, QueriesFile), new JsonArray([.. _histories.Select(h => QueryPresenter.Of(_plan, h))]));
            files.Add(QueriesFile);
        }

        for (var i = 0; i < Math.Min(MostAnimations, _histories.Count); i++)
        {
            var name = _histories.Count == 1 ? "bodies.glb" : $"bodies-{i:D4}.glb";
            using var file = File.Create(Path.Combine(directory, name));
            WriteAnimation(file, _histories[i]);
            files.Add(name);
        }

        if (_plan.Built.Moving.Length > 0 && _histories[0].Frames.Count > 0) WritePictures(directory, _histories[0], files);
        return new Presentation(Lines(), files, Figures());
    }

    /// <summary>The first scenario at its start, in its middle and at its end.</summary>
    private void WritePictures(string directory, RigidHistory history, List<string> files)
    {
        var (scene, materials) = (_plan.Built.Scene, new GlbMaterialList());
        var meshes = scene.Shapes.Select((s, i) => SceneMeshes.Of(s, _plan.Built.Shape(i), "", materials.Add(StandingColor))).ToList();
        var picture = new BodiesPicture(_plan.Built, meshes, b => scene.Bodies[b].Kind == BodyKind.Static ? StandingColor : Colors[b % Colors.Length]);
        for (var i = 0; i < Math.Min(Pictures, history.Frames.Count); i++)
        {
            var frame = history.Frames[history.Frames.Count <= Pictures ? i : i * (history.Frames.Count - 1) / (Pictures - 1)];
            using var file = File.Create(Path.Combine(directory, $"picture-{i}.png"));
            PngWriter.Write(file, PiecePicture.Width, PiecePicture.Height, picture.Draw(history, frame));
            files.Add($"picture-{i}.png");
        }
    }

    private static void WriteJson(string path, JsonArray content)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        content.WriteTo(json);
    }

    private void WriteAnimation(Stream file, RigidHistory history)
    {
        var scene = _plan.Built.Scene;
        var isStanding = new bool[scene.Shapes.Count];
        foreach (var body in scene.Bodies.Where(static b => b.Kind == BodyKind.Static))
        {
            foreach (var part in body.Parts) isStanding[part.Shape] = true;
        }

        var materials = new GlbMaterialList();
        var meshes = scene.Shapes.Select((s, i) => SceneMeshes.Of(s, _plan.Built.Shape(i), $"shape {i}", materials.Add(isStanding[i] ? StandingColor : Colors[i % Colors.Length]))).ToList();
        var times = history.Frames.Select(f => f.Step * scene.TimeStep).ToArray();
        var objects = new List<GlbAnimatedObject>();
        var moving = 0;
        for (var b = 0; b < scene.Bodies.Count; b++)
        {
            var body = scene.Bodies[b];
            var parts = body.Parts.Select(static p => new GlbPlacedMesh(p.Shape, [p.Position.X, p.Position.Y, p.Position.Z], [p.Rotation.X, p.Rotation.Y, p.Rotation.Z, p.Rotation.W])).ToList();
            var (places, turns) = body.Kind == BodyKind.Static
                ? ([body.Position.X, body.Position.Y, body.Position.Z], [body.Rotation.X, body.Rotation.Y, body.Rotation.Z, body.Rotation.W])
                : Track(history, moving++);
            objects.Add(new(_plan.Names[b], parts, places, turns));
        }

        GlbAnimation.Write(file, meshes, objects, materials, times);
    }

    private static (float[] Places, float[] Turns) Track(RigidHistory history, int moving)
    {
        var (places, turns) = (new float[3 * history.Frames.Count], new float[4 * history.Frames.Count]);
        for (var f = 0; f < history.Frames.Count; f++)
        {
            var pose = history.Frames[f].Poses.AsSpan(7 * moving, 7);
            pose[..3].CopyTo(places.AsSpan(3 * f));
            pose[3..].CopyTo(turns.AsSpan(4 * f));
        }

        return (places, turns);
    }

    private JsonArray Statistics()
    {
        var all = new JsonArray();
        for (var i = 0; i < _histories.Count; i++)
        {
            var (scenario, history) = (_plan.Scenarios[i], _histories[i]);
            all.Add(new JsonObject
            {
                ["seed"] = scenario.Seed,
                ["gravity"] = new JsonArray(scenario.Gravity.X, scenario.Gravity.Y, scenario.Gravity.Z),
                ["friction"] = scenario.Friction < 0 ? null : scenario.Friction,
                ["restitution"] = scenario.Restitution < 0 ? null : scenario.Restitution,
                ["speed"] = scenario.Speed,
                ["stopped_at_step"] = history.StoppedAt < 0 ? null : history.StoppedAt,
                ["stopped_by"] = history.StoppedAt < 0 ? null : _plan.Names[history.StoppedBy],
                ["frames"] = new JsonArray([.. history.Frames.Select(static f => (JsonNode)new JsonObject
                {
                    ["step"] = f.Step, ["contacts"] = f.Contacts, ["awake"] = f.Awake,
                    ["max_penetration"] = f.GreatestOverlap, ["mean_penetration"] = f.MeanOverlap, ["kinetic_energy"] = f.Energy,
                })]),
            });
        }

        return all;
    }

    private List<string> Lines()
    {
        var lines = new List<string> { $"{_plan.Steps} steps of {_plan.Built.Scene.Bodies.Count} bodies, {_plan.Built.Moving.Length} of them moving{(_histories.Count > 1 ? $", {_histories.Count} scenarios" : "")}" };
        lines.Add(FormattableString.Invariant($"greatest overlap {Deepest() * 1000:0.0} mm, mean at the end {Last().Max(static f => f.MeanOverlap) * 1000:0.00} mm; {Last().Sum(static f => f.Awake)} bodies awake at the end"));
        for (var i = 0; i < _histories.Count; i++)
        {
            if (_histories[i].StoppedAt >= 0) lines.Add($"scenario {i} blew up: stopped at step {_histories[i].StoppedAt} by \"{_plan.Names[_histories[i].StoppedBy]}\"");
        }

        return lines;
    }

    private IEnumerable<RigidFrame> Last() => _histories.Where(static h => h.Frames.Count > 0).Select(static h => h.Frames[^1]).DefaultIfEmpty(new RigidFrame(0, 0, 0, 0, 0, 0, []));

    private float Deepest() => _histories.SelectMany(static h => h.Frames).Select(static f => f.GreatestOverlap).DefaultIfEmpty(0).Max();

    private JsonObject Figures() => new()
    {
        ["steps"] = _plan.Steps,
        ["bodies"] = _plan.Built.Scene.Bodies.Count,
        ["scenarios"] = _histories.Count,
        ["max_penetration"] = Deepest(),
        ["mean_penetration"] = Last().Max(static f => f.MeanOverlap),
        ["contacts"] = Last().Sum(static f => f.Contacts),
        ["awake"] = Last().Sum(static f => f.Awake),
        ["stopped"] = _histories.Count(static h => h.StoppedAt >= 0),
    };
}
