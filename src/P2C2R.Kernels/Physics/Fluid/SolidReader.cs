using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Reads an entry of <c>"obstacles"</c>, in metres and seconds.</summary>
internal sealed class SolidReader(IInputFiles files)
{
    private const string FormFields = "box, sphere, mesh, at, scale, rotation, velocity, angular_velocity, surface";
    private const string Fields = $"{FormFields}, path";
    private const double MostTurn = 1_000;

    // In cells: what is so near to a wall stands at it, and then goes on so far behind it.
    private const float AtWall = 0.25f;
    private const float Beyond = 4;

    private (double X, double Y, double Z) _at;
    private (double X, double Y, double Z) _half;
    private Rotation _rotation = Rotation.Identity;
    private double _scale = 1;
    private string? _mesh;
    private double _radius;
    private bool _isPlaced;
    private readonly List<(double Seconds, double X, double Y, double Z)> _path = [];

    /// <summary>How fast it is, metres a second.</summary>
    private (double X, double Y, double Z) _velocity;

    private (double X, double Y, double Z) _angularVelocity;

    /// <summary>How it holds the fluid.</summary>
    public float Friction { get; private set; }

    /// <summary>The mesh as the file has it, scaled: for people's eyes.</summary>
    public TriangleMesh? Mesh { get; private set; }

    /// <summary>Reads one; the reader stands on it.</summary>
    public static SolidReader Read(ref DocumentReader json, IInputFiles files)
    {
        var solid = new SolidReader(files);
        var seen = new HashSet<string>();
        json.ReadObjectStart("obstacles");
        while (json.NextField(seen, out var field)) solid.Take(ref json, field);
        solid.Complete(ref json, seen);
        return solid;
    }

    /// <summary>What it is in the grid.</summary>
    public SceneObstacle Obstacle(double cell, FluidShape grid)
    {
        var places = _path.ConvertAll(p => ((float)p.Seconds, Cells((p.X, p.Y, p.Z), cell) + (Float3.One * FluidShape.Wall)));
        var position = Cells(_at, cell) + (Float3.One * FluidShape.Wall);
        var motion = new SolidMotion(places.Count > 0 ? places[0].Item2 : position, _rotation, Cells(_velocity, cell), Vector(_angularVelocity), places);
        if (_radius > 0) return new SceneObstacle(new SolidShape(SolidForm.Sphere, new Float3((float)(_radius / cell), 0, 0), null), motion, Friction);
        return Mesh is null ? Box(Cells(_half, cell), motion, grid) : MeshObstacle(cell, motion, grid);
    }

    /// <summary>An upright box that stands still at a wall goes on beyond it, so that there is no gap behind.</summary>
    private SceneObstacle Box(Float3 half, SolidMotion motion, FluidShape grid)
    {
        var (low, high) = (motion.Position - half, motion.Position + half);
        if (motion.IsStill && _rotation == Rotation.Identity)
        {
            var (first, last) = (Float3.One * (FluidShape.Wall + AtWall), Far(grid) - (Float3.One * AtWall));
            low = new(low.X <= first.X ? low.X - Beyond : low.X, low.Y <= first.Y ? low.Y - Beyond : low.Y, low.Z <= first.Z ? low.Z - Beyond : low.Z);
            high = new(high.X >= last.X ? high.X + Beyond : high.X, high.Y >= last.Y ? high.Y + Beyond : high.Y, high.Z >= last.Z ? high.Z + Beyond : high.Z);
        }

        return new SceneObstacle(new SolidShape(SolidForm.Box, (high - low) * 0.5f, null), motion with { Position = (low + high) * 0.5f }, Friction);
    }

    private SceneObstacle MeshObstacle(double cell, SolidMotion motion, FluidShape grid)
    {
        var inCells = new float[Mesh!.Positions.Length];
        for (var i = 0; i < inCells.Length; i += 3)
        {
            var own = new Float3((float)(Mesh.Positions[i] / cell), (float)(Mesh.Positions[i + 1] / cell), (float)(Mesh.Positions[i + 2] / cell));
            if (motion.IsStill) own = motion.Position + _rotation.Turn(own);
            (inCells[i], inCells[i + 1], inCells[i + 2]) = (own.X, own.Y, own.Z);
        }

        var mesh = new TriangleMesh(inCells, Mesh.Indices);
        var field = DistanceFieldMaker.Make(mesh, motion.IsStill ? (Float3.One * FluidShape.Wall, Far(grid)) : null)
            ?? throw new InputException($"'{_mesh}' is as big as more than {DistanceField.MaxPoints} cells; make \"scale\" smaller or \"cell\" greater");
        if (motion.IsStill) motion = motion with { Position = default, Rotation = Rotation.Identity, Places = [] };
        return new SceneObstacle(new SolidShape(SolidForm.Mesh, default, field), motion, Friction);
    }

    private static Float3 Far(FluidShape grid) => new(FluidShape.Wall + grid.CellsX, FluidShape.Wall + grid.CellsY, FluidShape.Wall + grid.CellsZ);

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "box": (_at, _half) = Middle(Vectors.ReadBox(ref json)); break;
            case "sphere": _radius = json.ReadNumber(field, 1e-6, FluidBlock.MaxPlace); break;
            case "mesh": _mesh = RelativePath.Check("\"mesh\"", json.ReadString(field)); break;
            case "at": (_at, _isPlaced) = (Vectors.Read(ref json, field, -FluidBlock.MaxPlace, FluidBlock.MaxPlace), true); break;
            case "scale": _scale = json.ReadNumber(field, 1e-6, 1e6); break;
            case "rotation": _rotation = Physics.RigidBody.RigidFields.Turn(ref json, field); break;
            case "velocity": _velocity = Vectors.Read(ref json, field, -FluidBlock.MaxSpeed, FluidBlock.MaxSpeed); break;
            case "angular_velocity": _angularVelocity = Vectors.Read(ref json, field, -MostTurn, MostTurn); break;
            case "surface": Friction = FluidMaterial.ReadFriction(ref json, field); break;
            case "path": ReadPath(ref json); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void ReadPath(ref DocumentReader json)
    {
        json.ReadArrayStart("path");
        Span<double> numbers = stackalloc double[4];
        while (json.NextElement())
        {
            if (_path.Count == SolidMotion.MaxPlaces) throw json.Wrong($"\"path\" may have {SolidMotion.MaxPlaces} places; this is one more");
            Vectors.ReadAll(ref json, "path", numbers, -FluidBlock.MaxPlace, FluidBlock.MaxPlace, "[seconds, x, y, z]");
            if (numbers[0] < 0 || (_path.Count > 0 && (float)numbers[0] <= (float)_path[^1].Seconds)) throw json.Wrong("the seconds of \"path\" must be 0 or more, and rise from place to place");
            _path.Add((numbers[0], numbers[1], numbers[2], numbers[3]));
        }
    }

    private void Complete(ref DocumentReader json, HashSet<string> seen)
    {
        if ((seen.Contains("box") ? 1 : 0) + (seen.Contains("sphere") ? 1 : 0) + (seen.Contains("mesh") ? 1 : 0) != 1) throw json.Wrong("this must have one of \"box\", \"sphere\" and \"mesh\"");
        if (seen.Contains("box") && _isPlaced) throw json.Wrong("a \"box\" is where its corners are; leave out \"at\"");
        if (_path.Count > 0 && seen.Contains("velocity")) throw json.Wrong("\"path\" says how fast it moves; leave out \"velocity\"");
        if (_mesh is not null) Mesh = ClosedMesh.Read(_mesh, _scale, default, files);
    }

    private static ((double X, double Y, double Z) Middle, (double X, double Y, double Z) Half) Middle(((double X, double Y, double Z) From, (double X, double Y, double Z) To) box) =>
        (((box.From.X + box.To.X) / 2, (box.From.Y + box.To.Y) / 2, (box.From.Z + box.To.Z) / 2), ((box.To.X - box.From.X) / 2, (box.To.Y - box.From.Y) / 2, (box.To.Z - box.From.Z) / 2));

    private static Float3 Cells((double X, double Y, double Z) v, double cell) => new((float)(v.X / cell), (float)(v.Y / cell), (float)(v.Z / cell));

    private static Float3 Vector((double X, double Y, double Z) v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
