using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Presenting;
using P2C2R.Kernels.Physics.Destruction.Scenes;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>Writes a scene that viewers play for each scenario (the first ones), pictures of the first, and statistics of all; docs/kernels/destruction.md describes them.</summary>
internal sealed class DestructionPresenter
{
    private const int MostAnimations = 16;
    private const int Pictures = 3;
    private const string StatisticsFile = "statistics.json";

    private static readonly byte[] ProjectileColor = [70, 74, 82, 255];
    private static readonly byte[] GroundColor = [205, 210, 200, 255];

    private readonly DestructionPlan _plan;
    private readonly List<(FracturedPiece Piece, int Solid)> _pieces = [];
    private readonly List<int> _bonds = [];
    private readonly List<DestructionHistory> _histories = [];

    private DestructionPresenter(DestructionPlan plan, Stream canonical)
    {
        _plan = plan;
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var reader = new CanonicalReader(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        for (var s = 0; s < plan.Scene.Solids.Count; s++)
        {
            var solid = FracturedSolid.Read(reader.Take(reader.I32()), CancellationToken.None) ?? throw new ArgumentException("not a merged output of this kernel", nameof(canonical));
            _pieces.AddRange(solid.Pieces.Select(p => (p, s)));
            _bonds.Add(solid.Bonds.Count);
        }

        for (var i = 0; i < plan.Scenarios.Count && plan.Steps > 0; i++) _histories.Add(DestructionHistory.Read(ref reader, _pieces.Count + plan.Scene.Projectiles.Count));
        if (!reader.AtEnd) throw new ArgumentException("not a merged output of this kernel", nameof(canonical));
    }

    /// <summary>Presents.</summary>
    public static Presentation Present(DestructionPlan plan, Stream canonical, string directory) => new DestructionPresenter(plan, canonical).Write(directory);

    private DestructionFrame Start => new(0, _plan.Scene.Solids.Count, 0, [.. _plan.Scene.Projectiles.SelectMany(static p => (float[])[p.Position.X, p.Position.Y, p.Position.Z, 0, 0, 0, 1]), .. _pieces.SelectMany(static p => (float[])[p.Piece.Center.X, p.Piece.Center.Y, p.Piece.Center.Z, 0, 0, 0, 1])]);

    /// <summary>Pieces moved apart, so that cuts show.</summary>
    private DestructionFrame Exploded
    {
        get
        {
            var start = Start;
            var first = 7 * _plan.Scene.Projectiles.Count;
            for (var axis = 0; axis < 3; axis++)
            {
                var middle = Enumerable.Range(0, _pieces.Count).Average(i => start.Poses[first + (7 * i) + axis]);
                for (var i = 0; i < _pieces.Count; i++) start.Poses[first + (7 * i) + axis] += (start.Poses[first + (7 * i) + axis] - middle) * 0.3f;
            }

            return start;
        }
    }

    private Presentation Write(string directory)
    {
        var files = new List<string> { StatisticsFile };
        File.WriteAllText(Path.Combine(directory, StatisticsFile), Statistics().ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        var frames = _histories.Count > 0 && _histories[0].Frames.Count > 0 ? _histories[0].Frames : [Start, Exploded];
        for (var i = 0; i < Math.Max(1, Math.Min(MostAnimations, _histories.Count)); i++)
        {
            var name = _histories.Count <= 1 ? "pieces.glb" : $"pieces-{i:D4}.glb";
            using var file = File.Create(Path.Combine(directory, name));
            WriteAnimation(file, i < _histories.Count && _histories[i].Frames.Count > 0 ? _histories[i].Frames : [Start]);
            files.Add(name);
        }

        for (var i = 0; i < Math.Min(Pictures, frames.Count); i++)
        {
            var name = $"picture-{i}.png";
            using var file = File.Create(Path.Combine(directory, name));
            WritePicture(file, frames[frames.Count <= Pictures ? i : i * (frames.Count - 1) / (Pictures - 1)]);
            files.Add(name);
        }

        return new Presentation(Lines(), files, Figures());
    }

    private void WriteAnimation(Stream file, IReadOnlyList<DestructionFrame> frames)
    {
        var (meshes, objects, materials) = (new List<GlbNode>(), new List<GlbAnimatedObject>(), new GlbMaterialList());
        var times = frames.Select(f => f.Step * _plan.Scene.TimeStep).ToArray();
        for (var i = 0; i < _plan.Scene.Projectiles.Count; i++)
        {
            meshes.Add(Mesh(_plan.Scene.Projectiles[i], i) with { Material = materials.Add(ProjectileColor) });
            objects.Add(Object($"projectile {i}", [meshes.Count - 1], frames, i));
        }

        var solids = _plan.Looks.Select((look, s) => new PieceMeshes(look, s, materials)).ToArray();
        for (var i = 0; i < _pieces.Count; i++)
        {
            var first = meshes.Count;
            meshes.AddRange(solids[_pieces[i].Solid].Of(_pieces[i].Piece, i));
            objects.Add(Object($"{_plan.Names[_pieces[i].Solid]}, piece {i}", Enumerable.Range(first, meshes.Count - first), frames, _plan.Scene.Projectiles.Count + i));
        }

        GlbAnimation.Write(file, meshes, objects, materials, times);
    }

    private static GlbAnimatedObject Object(string name, IEnumerable<int> meshes, IReadOnlyList<DestructionFrame> frames, int pose)
    {
        var (places, turns) = (new float[3 * frames.Count], new float[4 * frames.Count]);
        for (var f = 0; f < frames.Count; f++)
        {
            frames[f].Poses.AsSpan(7 * pose, 3).CopyTo(places.AsSpan(3 * f));
            frames[f].Poses.AsSpan((7 * pose) + 3, 4).CopyTo(turns.AsSpan(4 * f));
        }

        return new(name, [.. meshes.Select(static m => new GlbPlacedMesh(m, [0, 0, 0], [0, 0, 0, 1]))], places, turns);
    }

    private static GlbNode Mesh(SceneProjectile projectile, int number)
    {
        var hull = Hull(projectile);
        var positions = Enumerable.Range(0, hull.VertexCount).SelectMany(v => (float[])[hull.Vertex(v).X, hull.Vertex(v).Y, hull.Vertex(v).Z]).ToArray();
        return new GlbNode($"projectile {number}", positions, [.. Fans(hull)]);
    }

    private static ConvexHull Hull(SceneProjectile projectile)
    {
        if (projectile.Radius == 0) return Shape.Box(projectile.Half).Hull!;
        var points = new List<Float3>();
        for (var ring = 0; ring <= 12; ring++)
        {
            for (var i = 0; i < 24; i++)
            {
                var (polar, angle) = (Math.PI * ring / 12, Math.PI * i / 12);
                points.Add(new Float3((float)(ExactMath.Sin(polar) * ExactMath.Cos(angle)), (float)ExactMath.Cos(polar), (float)(ExactMath.Sin(polar) * ExactMath.Sin(angle))) * projectile.Radius);
            }
        }

        return HullBuilder.Build(points.ToArray())!;
    }

    private static IEnumerable<int> Fans(ConvexHull hull)
    {
        for (var f = 0; f < hull.FaceCount; f++)
        {
            for (var i = hull.FaceStarts[f] + 1; i + 1 < hull.FaceStarts[f + 1]; i++)
            {
                yield return hull.FaceVertices[hull.FaceStarts[f]];
                yield return hull.FaceVertices[i];
                yield return hull.FaceVertices[i + 1];
            }
        }
    }

    private void WritePicture(Stream file, DestructionFrame frame)
    {
        var (low, high) = (new Float3(float.MaxValue, float.MaxValue, float.MaxValue), new Float3(float.MinValue, float.MinValue, float.MinValue));
        foreach (var (piece, _) in _pieces)
        {
            foreach (var place in piece.Places) (low, high) = (Float3.Min(low, piece.Center + place), Float3.Max(high, piece.Center + place));
        }

        var picture = new PiecePicture(low, high);
        if (_plan.Scene.Ground is { } y)
        {
            var (a, b, up) = ((low + high) * 0.5f, (high - low).Length * 0.9f, new Float3(0, 1, 0));
            Float3 At(float x, float z) => new(a.X + (x * b), y, a.Z + (z * b));
            picture.Add(At(-1, -1), At(-1, 1), At(1, 1), up, GroundColor);
            picture.Add(At(-1, -1), At(1, 1), At(1, -1), up, GroundColor);
        }

        var projectiles = _plan.Scene.Projectiles.Count;
        for (var i = 0; i < projectiles; i++) AddProjectile(picture, Hull(_plan.Scene.Projectiles[i]), Place(frame, i), Turn(frame, i));
        for (var i = 0; i < _pieces.Count; i++)
        {
            var (piece, solid) = _pieces[i];
            picture.Add(piece, i, Place(frame, projectiles + i), Turn(frame, projectiles + i), PieceMeshes.Color(_plan.Looks[solid], solid, true), PieceMeshes.Color(_plan.Looks[solid], solid, false));
        }

        PngWriter.Write(file, PiecePicture.Width, PiecePicture.Height, picture.Pixels);
    }

    private static void AddProjectile(PiecePicture picture, ConvexHull hull, Float3 place, Rotation turn)
    {
        var corners = Fans(hull).Select(v => place + turn.Turn(hull.Vertex(v))).ToList();
        for (var i = 0; i < corners.Count; i += 3) picture.Add(corners[i], corners[i + 1], corners[i + 2], Float3.Cross(corners[i + 1] - corners[i], corners[i + 2] - corners[i]).Normalized(), ProjectileColor);
    }

    private static Float3 Place(DestructionFrame frame, int pose) => Float3.From(frame.Poses, 7 * pose);

    private static Rotation Turn(DestructionFrame frame, int pose) => new(frame.Poses[(7 * pose) + 3], frame.Poses[(7 * pose) + 4], frame.Poses[(7 * pose) + 5], frame.Poses[(7 * pose) + 6]);

    private JsonObject Statistics() => new()
    {
        ["solids"] = new JsonArray([.. _plan.Names.Select((name, s) => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["pieces"] = _pieces.Count(p => p.Solid == s),
            ["bonds"] = _bonds[s],
            ["volume"] = _pieces.Where(p => p.Solid == s).Sum(static p => p.Piece.Volume),
            ["piece_volumes"] = new JsonArray([.. _pieces.Where(p => p.Solid == s).Select(static p => (JsonNode)p.Piece.Volume)]),
        })]),
        ["scenarios"] = new JsonArray([.. _histories.Select((h, i) => (JsonNode)new JsonObject
        {
            ["strength"] = _plan.Scenarios[i].Strength,
            ["speed"] = _plan.Scenarios[i].Speed,
            ["stopped_at_step"] = h.StoppedAt < 0 ? null : h.StoppedAt,
            ["stopped_by"] = h.StoppedAt < 0 ? null : Blown(h),
            ["frames"] = new JsonArray([.. h.Frames.Select(static f => (JsonNode)new JsonObject { ["step"] = f.Step, ["bodies"] = f.Bodies, ["bonds_broken"] = f.Broken })]),
        })]),
    };

    private string Blown(DestructionHistory history) => history.StoppedBy < 0 ? $"projectile {_plan.Scene.Projectiles.Count + history.StoppedBy}" : $"{_plan.Names[_pieces[history.StoppedBy].Solid]}, piece {history.StoppedBy}";

    private List<string> Lines()
    {
        var lines = new List<string> { FormattableString.Invariant($"{_plan.Names.Count} solid(s) in {_pieces.Count} pieces with {_bonds.Sum()} bonds, {_pieces.Sum(static p => p.Piece.Volume):0.######} m³ in all") };
        foreach (var (history, i) in _histories.Select(static (h, i) => (h, i)).Take(MostAnimations))
        {
            if (history.Frames.Count > 0) lines.Add($"{(_histories.Count > 1 ? $"scenario {i}: " : "")}{_plan.Steps} steps: {history.Frames[^1].Broken} bonds broken, {history.Frames[^1].Bodies} bodies");
            if (history.StoppedAt >= 0) lines.Add($"scenario {i} blew up: stopped at step {history.StoppedAt} by \"{Blown(history)}\"");
        }

        return lines;
    }

    private JsonObject Figures() => new()
    {
        ["steps"] = _plan.Steps,
        ["pieces"] = _pieces.Count,
        ["bonds"] = _bonds.Sum(),
        ["bodies"] = _histories.Count == 0 ? _plan.Names.Count : _histories.Max(static h => h.Frames.Count == 0 ? 0 : h.Frames[^1].Bodies),
        ["bonds_broken"] = _histories.Count == 0 ? 0 : _histories.Max(static h => h.Frames.Count == 0 ? 0 : h.Frames[^1].Broken),
        ["scenarios"] = _plan.Scenarios.Count,
        ["stopped"] = _histories.Count(static h => h.StoppedAt >= 0),
    };
}
