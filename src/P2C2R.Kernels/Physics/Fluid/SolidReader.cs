using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Fluid.Solids;
using P2C2R.Kernels.Physics.Fluid.Solving;
using P2C2R.Kernels.Physics.RigidBody;

namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>Reads an entry of <c>"obstacles"</c> or <c>"bodies"</c>, in metres and seconds.</summary>
internal sealed class SolidReader
{
    private const string FormFields = "box, sphere, mesh, at, scale, rotation, velocity, angular_velocity, surface";
    private const string ObstacleFields = $"{FormFields}, path";
    private const string BodyFields = $"{FormFields}, density, mass, friction, restitution";
    private const double MostTurn = 1_000;

    // In cells: what is so near to a wall stands at it, and then goes on so far behind it.
    private const float AtWall = 0.25f;
    private const float Beyond = 4;

    private readonly bool _isBody;
    private readonly List<(double Seconds, double X, double Y, double Z)> _path = [];
    private (double X, double Y, double Z) _at;
    private (double X, double Y, double Z) _half;
    private (double X, double Y, double Z) _velocity;
    private (double X, double Y, double Z) _angularVelocity;
    private Rotation _rotation = Rotation.Identity;
    private double _scale = 1;
    private string? _file;
    private TriangleMesh? _mesh;
    private double _radius;
    private double _density = 500;
    private double _mass;
    private double _friction = 0.5;
    private double _restitution;
    private float _surface;

    private SolidReader(bool isBody) => _isBody = isBody;

    /// <summary>Reads one; the reader stands on it.</summary>
    public static SolidReader Read(ref DocumentReader json, string array, IInputFiles files)
    {
        var solid = new SolidReader(array == "bodies");
        var seen = new HashSet<string>();
        json.ReadObjectStart(array);
        while (json.NextField(seen, out var field))
        {
            if (!solid.Take(ref json, field) && !(solid._isBody ? solid.TakeOfBody(ref json, field) : solid.TakeOfObstacle(ref json, field))) throw json.Unknown(field, solid._isBody ? BodyFields : ObstacleFields);
        }

        solid.Complete(ref json, seen, files);
        return solid;
    }

    /// <summary>The fastest that any part of it is by itself, metres a second; of a body at the beginning.</summary>
    public double Fastest()
    {
        var fastest = Length(_velocity) + (Length(_angularVelocity) * Reach());
        for (var i = 1; i < _path.Count; i++)
        {
            var (from, to) = (_path[i - 1], _path[i]);
            fastest = Math.Max(fastest, (Length((to.X - from.X, to.Y - from.Y, to.Z - from.Z)) / (to.Seconds - from.Seconds)) + (Length(_angularVelocity) * Reach()));
        }

        return fastest;
    }

    /// <summary>What it is in the grid, as an obstacle.</summary>
    /// <param name="cell">Metres of a cell.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="meetsBodies">Whether there are bodies.</param>
    public SceneObstacle Obstacle(double cell, FluidShape grid, bool meetsBodies)
    {
        var motion = Motion(cell);
        if (_radius > 0) return new SceneObstacle(Ball(cell), new SceneCollider(meetsBodies ? new SceneShape(SceneForm.Sphere, Ball(cell).Size, [], []) : null), motion, _surface);
        return _mesh is null ? Box(Cells(_half, cell), motion, grid, meetsBodies) : MeshObstacle(_mesh, cell, motion, grid, meetsBodies);
    }

    /// <summary>How it moves in the grid, as an obstacle.</summary>
    public SolidMotion Motion(double cell)
    {
        var places = _path.ConvertAll(p => ((float)p.Seconds, Cells((p.X, p.Y, p.Z), cell) + (Float3.One * FluidShape.Wall)));
        return new SolidMotion(places.Count > 0 ? places[0].Item2 : Position(cell), _rotation, Cells(_velocity, cell), Vector(_angularVelocity), places);
    }

    /// <summary>What people see of it, in metres and its own axes.</summary>
    public GlbNode Display(string name, int material)
    {
        if (_mesh is not null) return new GlbNode(name, _mesh.Positions, _mesh.Indices) { Material = material };
        var shape = _radius > 0 ? new SceneShape(SceneForm.Sphere, new Float3((float)_radius, 0, 0), [], []) : new SceneShape(SceneForm.Box, Vector(_half), [], []);
        return SceneMeshes.Of(shape, shape.Build()!, name, material);
    }

    /// <summary>What it is in the grid, as a body.</summary>
    /// <param name="cell">Metres of a cell.</param>
    /// <param name="grid">The grid.</param>
    /// <param name="particleMass">Kilograms of a particle.</param>
    /// <param name="number">What messages call it.</param>
    public FloatingBody Body(double cell, FluidShape grid, double particleMass, int number)
    {
        var (shape, collider, volume) = BodyForm(cell, number);
        var mass = (_mass > 0 ? _mass : _density * volume) / particleMass;
        if (!(mass is >= RigidLimits.MinMass and <= RigidLimits.MaxMass)) throw new InputException(FormattableString.Invariant($"body {number} has {mass:G3} times the mass of a particle, and {RigidLimits.MinMass} to {RigidLimits.MaxMass:G3} are possible; change its \"density\" or \"mass\""));
        var body = new FloatingBody(shape, collider, Position(cell), _rotation, Cells(_velocity, cell), Vector(_angularVelocity), (float)mass, _surface, (float)_friction, (float)_restitution);
        CheckPlace(body, grid, number);
        return body;
    }

    private (SolidShape Shape, SceneCollider Collider, double Volume) BodyForm(double cell, int number)
    {
        if (_radius > 0)
        {
            if (2 * _radius < FluidLimits.MinBody * cell) throw TooThin(number);
            return (Ball(cell), new SceneCollider(new SceneShape(SceneForm.Sphere, Ball(cell).Size, [], [])), 4 * Math.PI / 3 * _radius * _radius * _radius);
        }

        if (_mesh is null)
        {
            if (2 * Math.Min(_half.X, Math.Min(_half.Y, _half.Z)) < FluidLimits.MinBody * cell) throw TooThin(number);
            return (new SolidShape(SolidForm.Box, Cells(_half, cell), null), new SceneCollider(new SceneShape(SceneForm.Box, Cells(_half, cell), [], [])), 8 * _half.X * _half.Y * _half.Z);
        }

        var mesh = InCells(_mesh, cell, null);
        return (new SolidShape(SolidForm.Mesh, default, Field(mesh, null)), new SceneCollider(Hull(mesh)), ClosedMesh.Volume(_mesh));
    }

    private static InputException TooThin(int number) => new($"body {number} is thinner than {FluidLimits.MinBody} cells, which the fluid doesn't see; make it greater, or \"cell\" smaller");

    private static void CheckPlace(FloatingBody body, FluidShape grid, int number)
    {
        var solid = new Solid(body.Shape, default, 0, grid);
        solid.Place(new SolidPose(body.Position, body.Rotation, default, default));
        var (low, high) = solid.Around(body.Shape.Form == SolidForm.Mesh ? -DistanceFieldMaker.Margin : 0);
        var far = Far(grid);
        var isInside = low.X > FluidShape.Wall - 0.5f && low.Y > FluidShape.Wall - 0.5f && low.Z > FluidShape.Wall - 0.5f && high.X < far.X + 0.5f && high.Y < far.Y + 0.5f && high.Z < far.Z + 0.5f;
        if (!isInside) throw new InputException($"body {number} reaches through a wall of the tank by half a cell or more; move it inside, or make \"size\" greater");
    }

    private Float3 Position(double cell) => Cells(_at, cell) + (Float3.One * FluidShape.Wall);

    private SolidShape Ball(double cell) => new(SolidForm.Sphere, new Float3((float)(_radius / cell), 0, 0), null);

    /// <summary>An upright box that stands still at a wall goes on beyond it, so that there is no gap behind.</summary>
    private SceneObstacle Box(Float3 half, SolidMotion motion, FluidShape grid, bool meetsBodies)
    {
        var (low, high) = (motion.Position - half, motion.Position + half);
        if (motion.IsStill && _rotation == Rotation.Identity)
        {
            var (first, last) = (Float3.One * (FluidShape.Wall + AtWall), Far(grid) - (Float3.One * AtWall));
            low = new(low.X <= first.X ? low.X - Beyond : low.X, low.Y <= first.Y ? low.Y - Beyond : low.Y, low.Z <= first.Z ? low.Z - Beyond : low.Z);
            high = new(high.X >= last.X ? high.X + Beyond : high.X, high.Y >= last.Y ? high.Y + Beyond : high.Y, high.Z >= last.Z ? high.Z + Beyond : high.Z);
        }

        half = (high - low) * 0.5f;
        var collider = new SceneCollider(meetsBodies ? new SceneShape(SceneForm.Box, half, [], []) : null);
        return new SceneObstacle(new SolidShape(SolidForm.Box, half, null), collider, motion with { Position = (low + high) * 0.5f, Places = motion.IsStill ? [] : motion.Places }, _surface);
    }

    /// <summary>One that stands still lies in the grid's axes, and goes on behind walls.</summary>
    private SceneObstacle MeshObstacle(TriangleMesh own, double cell, SolidMotion motion, FluidShape grid, bool meetsBodies)
    {
        var mesh = InCells(own, cell, motion.IsStill ? motion : null);
        var field = Field(mesh, motion.IsStill ? (Float3.One * FluidShape.Wall, Far(grid)) : null);
        var collider = !meetsBodies ? null : motion.IsStill ? new SceneShape(SceneForm.Mesh, default, mesh.Positions, mesh.Indices) : Hull(mesh);
        if (collider is not null && !SceneCheck.IsGood(collider)) throw new InputException($"'{_file}' reaches too far out for bodies to meet it; make \"scale\" smaller");
        if (motion.IsStill) motion = motion with { Position = default, Rotation = Rotation.Identity, Places = [] };
        return new SceneObstacle(new SolidShape(SolidForm.Mesh, default, field), new SceneCollider(collider), motion, _surface);
    }

    private DistanceField Field(TriangleMesh mesh, (Float3 Low, Float3 High)? tank) =>
        DistanceFieldMaker.Make(mesh, tank) ?? throw new InputException($"'{_file}' is as big as more than {DistanceField.MaxPoints} cells; make \"scale\" smaller or \"cell\" greater");

    /// <summary>What bodies see of a mesh that moves.</summary>
    private SceneShape Hull(TriangleMesh mesh)
    {
        var points = new HashSet<Float3>();
        var positions = new List<float>();
        for (var i = 0; i < mesh.Positions.Length; i += 3)
        {
            if (points.Add(Float3.From(mesh.Positions, i))) positions.AddRange([mesh.Positions[i], mesh.Positions[i + 1], mesh.Positions[i + 2]]);
        }

        var shape = new SceneShape(SceneForm.Hull, default, [.. positions], []);
        if (SceneCheck.IsGood(shape) && shape.Build() is not null) return shape;
        throw new InputException($"'{_file}' moves, and bodies meet its convex hull, which has at most {RigidLimits.MaxHullCorners} corners of at most {RigidLimits.MaxHullPoints} points; simplify it");
    }

    private static TriangleMesh InCells(TriangleMesh mesh, double cell, SolidMotion? place)
    {
        var positions = new float[mesh.Positions.Length];
        for (var i = 0; i < positions.Length; i += 3)
        {
            var at = new Float3((float)(mesh.Positions[i] / cell), (float)(mesh.Positions[i + 1] / cell), (float)(mesh.Positions[i + 2] / cell));
            if (place is not null) at = place.Position + place.Rotation.Turn(at);
            (positions[i], positions[i + 1], positions[i + 2]) = (at.X, at.Y, at.Z);
        }

        return new TriangleMesh(positions, mesh.Indices);
    }

    private static Float3 Far(FluidShape grid) => new(FluidShape.Wall + grid.CellsX, FluidShape.Wall + grid.CellsY, FluidShape.Wall + grid.CellsZ);

    private bool Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "box": (_at, _half) = Middle(Vectors.ReadBox(ref json)); return true;
            case "sphere": _radius = json.ReadNumber(field, 1e-6, FluidBlock.MaxPlace); return true;
            case "mesh": _file = RelativePath.Check("\"mesh\"", json.ReadString(field)); return true;
            case "at": _at = Vectors.Read(ref json, field, -FluidBlock.MaxPlace, FluidBlock.MaxPlace); return true;
            case "scale": _scale = json.ReadNumber(field, 1e-6, 1e6); return true;
            case "rotation": _rotation = RigidFields.Turn(ref json, field); return true;
            case "velocity": _velocity = Vectors.Read(ref json, field, -FluidBlock.MaxSpeed, FluidBlock.MaxSpeed); return true;
            case "angular_velocity": _angularVelocity = Vectors.Read(ref json, field, -MostTurn, MostTurn); return true;
            case "surface": _surface = FluidMaterial.ReadFriction(ref json, field); return true;
            default: return false;
        }
    }

    private bool TakeOfObstacle(ref DocumentReader json, string field)
    {
        if (field != "path") return false;
        ReadPath(ref json);
        return true;
    }

    private bool TakeOfBody(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "density": _density = json.ReadNumber(field, 0.1, 100_000); return true;
            case "mass": _mass = json.ReadNumber(field, 1e-9, 1e12); return true;
            case "friction": _friction = json.ReadNumber(field, 0, RigidLimits.MaxFriction); return true;
            case "restitution": _restitution = json.ReadNumber(field, 0, 1); return true;
            default: return false;
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

    private void Complete(ref DocumentReader json, HashSet<string> seen, IInputFiles files)
    {
        if ((seen.Contains("box") ? 1 : 0) + (seen.Contains("sphere") ? 1 : 0) + (seen.Contains("mesh") ? 1 : 0) != 1) throw json.Wrong("this must have one of \"box\", \"sphere\" and \"mesh\"");
        if (seen.Contains("box") && seen.Contains("at")) throw json.Wrong("a \"box\" is where its corners are; leave out \"at\"");
        if (_path.Count > 0 && seen.Contains("velocity")) throw json.Wrong("\"path\" says how fast it moves; leave out \"velocity\"");
        if (seen.Contains("mass") && seen.Contains("density")) throw json.Wrong("\"mass\" and \"density\" say the same; leave out one");
        if (_file is not null) _mesh = ClosedMesh.Read(_file, _scale, default, files);
    }

    /// <summary>How far its farthest point is from its origin, metres.</summary>
    private double Reach()
    {
        if (_mesh is null) return _radius > 0 ? _radius : Length(_half);
        var reach = 0.0;
        for (var i = 0; i < _mesh.Positions.Length; i += 3) reach = Math.Max(reach, Float3.From(_mesh.Positions, i).Length);
        return reach;
    }

    private static double Length((double X, double Y, double Z) v) => Math.Sqrt((v.X * v.X) + (v.Y * v.Y) + (v.Z * v.Z));

    private static ((double X, double Y, double Z) Middle, (double X, double Y, double Z) Half) Middle(((double X, double Y, double Z) From, (double X, double Y, double Z) To) box) =>
        (((box.From.X + box.To.X) / 2, (box.From.Y + box.To.Y) / 2, (box.From.Z + box.To.Z) / 2), ((box.To.X - box.From.X) / 2, (box.To.Y - box.From.Y) / 2, (box.To.Z - box.From.Z) / 2));

    private static Float3 Cells((double X, double Y, double Z) v, double cell) => new((float)(v.X / cell), (float)(v.Y / cell), (float)(v.Z / cell));

    private static Float3 Vector((double X, double Y, double Z) v) => new((float)v.X, (float)v.Y, (float)v.Z);
}
