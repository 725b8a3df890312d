using P2C2R.Kernels.Documents;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Presenting;
using P2C2R.Kernels.Physics.Destruction.Solids;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>Reads an entry of <c>"solids"</c>.</summary>
internal sealed class SolidReader(IInputFiles files, int number)
{
    private const string Fields = "name, mesh, box, cylinder, sphere, position, rotation, scale, material, sites, impact_sites, levels, seed, anchors, velocity, surface, interior";
    private const string MaterialFields = "density, strength, shear_strength, compressive_strength, fracture_energy, friction, restitution";
    private const int SphereRings = 12;

    // How far a crack of concrete opens while it still holds with half its strength on average, m (Hillerborg, Modéer and Petersson, "Analysis of crack
    // formation and crack growth in concrete by means of fracture mechanics and finite elements", 1976): strength times this is energy.
    private const float CrackWidth = 1e-4f;

    private readonly List<ImpactSites> _impacts = [];
    private readonly List<int> _levels = [];
    private readonly List<(Double3, Double3)> _anchors = [];
    private Func<(List<Double3> Positions, int[] Indices)>? _shape;
    private MeshSurface? _meshSurface;
    private SurfaceLook _surface = SurfaceLook.Plain;
    private SurfaceLook _interior = SurfaceLook.Plain;
    private Float3 _position;
    private Rotation _rotation = Rotation.Identity;
    private double _scale = 1;
    private float _density = 2400;
    private float _strength = 1e6f;
    private float _shear;
    private float _compressive;
    private float _energy = -1;
    private float _friction = 0.6f;
    private float _restitution;
    private int _count = 20;
    private long _seed;
    private Float3 _velocity;

    /// <summary>As messages call it.</summary>
    public string Name { get; private set; } = $"solid {number}";

    /// <summary>Reads; the reader stands at the object's start.</summary>
    public static SolidReader Read(ref DocumentReader json, IInputFiles files, int number)
    {
        json.ReadObjectStart("solids");
        var reader = new SolidReader(files, number) { _seed = number };
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var field)) reader.Take(ref json, field);
        if (reader._shape is null) throw json.Wrong($"\"{reader.Name}\" needs a \"mesh\", \"box\", \"cylinder\" or \"sphere\"");
        if (reader.Sites.Total < 1) throw json.Wrong($"\"{reader.Name}\" has no sites; give \"sites\" or \"impact_sites\" at least one");
        if (reader.Sites.Total > DestructionLimits.MaxSites) throw json.Wrong($"\"{reader.Name}\" has {reader.Sites.Total} sites over all levels; at most {DestructionLimits.MaxSites} are possible: lower \"sites\" or \"levels\"");
        return reader;
    }

    /// <summary>Sites over all levels.</summary>
    public long Total => Sites.Total;

    private SiteSettings Sites => new(_seed, _count, _impacts, _levels);

    /// <summary>The solid on its grid, and how it looks.</summary>
    /// <exception cref="InputException">It isn't one.</exception>
    public (SceneSolid Solid, SolidLook Look) Make()
    {
        var (positions, indices) = _shape!();
        for (var i = 0; i < positions.Count; i++) positions[i] = Place(positions[i]);
        var (low, high) = (positions[0], positions[0]);
        foreach (var p in positions)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        var extent = Math.Max(high.X - low.X, Math.Max(high.Y - low.Y, high.Z - low.Z));
        if (extent is < DestructionLimits.MinSize or > DestructionLimits.MaxSize) throw new InputException($"\"{Name}\" is {Text(extent)} m wide; {DestructionLimits.MinSize} to {DestructionLimits.MaxSize} m are possible: \"scale\" it");
        if (Math.Max(low.Length, high.Length) > DestructionLimits.MaxPosition) throw new InputException($"\"{Name}\" is farther than {DestructionLimits.MaxPosition} m from the origin; move it with \"position\"");
        if (indices.Length / 3 > DestructionLimits.MaxTriangles) throw new InputException($"\"{Name}\" has {indices.Length / 3} triangles; at most {DestructionLimits.MaxTriangles} are possible: simplify it");
        if (Sites.Total * (indices.Length / 3) > DestructionLimits.MaxClips) throw new InputException($"\"{Name}\" has {Sites.Total} sites and {indices.Length / 3} triangles; their product may be {DestructionLimits.MaxClips}: fewer \"sites\", or a simpler mesh");
        var place = GridPlace.Around(low, high);
        var sources = new List<int>();
        var solid = SolidBuilder.Snap(positions, indices, place, sources);
        if (SolidBuilder.Find(solid, place) is { } wrong) throw new InputException($"\"{Name}\" can't be broken: {wrong}");
        var material = new FractureMaterial(_density, _strength, _shear > 0 ? _shear : _strength, _compressive > 0 ? _compressive : Math.Min(10 * _strength, 1e12f), _energy >= 0 ? _energy : _strength * CrackWidth, _friction, _restitution);
        var mesh = _meshSurface is { } shown ? new MeshLook(positions, indices, [.. sources], shown, _rotation) : null;
        return (new(solid, place, Sites, material, _anchors, _velocity), new(mesh, _surface, _interior));
    }

    private Double3 Place(Double3 p)
    {
        var q = _rotation;
        var v = p * _scale;
        var axis = new Double3(q.X, q.Y, q.Z);
        var twice = Double3.Cross(axis, v) * 2;
        return v + (twice * q.W) + Double3.Cross(axis, twice) + new Double3(_position.X, _position.Y, _position.Z);
    }

    private static string Text(double value) => FormattableString.Invariant($"{value:0.###}");

    private void Take(ref DocumentReader json, string field)
    {
        const double size = DestructionLimits.MaxSize;
        switch (field)
        {
            case "name": Name = json.ReadString(field); break;
            case "mesh": TakeMesh(ref json, field); break;
            case "box": TakeHull(ref json, field, 3, static v => Shape.Box(new((float)v[0], (float)v[1], (float)v[2])).Hull!); break;
            case "cylinder": TakeHull(ref json, field, 2, static v => Shape.Cylinder((float)v[0], (float)v[1]).Hull!); break;
            case "sphere": TakeSphere(ref json, field); break;
            case "position": _position = SceneFields.Vector(ref json, field, DestructionLimits.MaxPosition); break;
            case "rotation": _rotation = SceneFields.Turn(ref json, field); break;
            case "scale": _scale = json.ReadNumber(field, 1e-6, 1e6); break;
            case "material": TakeMaterial(ref json, field); break;
            case "sites": _count = (int)json.ReadInteger(field, 0, DestructionLimits.MaxSites); break;
            case "impact_sites": TakeImpacts(ref json, field, size); break;
            case "levels": TakeLevels(ref json, field); break;
            case "seed": _seed = json.ReadInteger(field, 0, long.MaxValue); break;
            case "anchors": TakeAnchors(ref json, field); break;
            case "surface": _surface = LookReader.Read(ref json, field, files); break;
            case "interior": _interior = LookReader.Read(ref json, field, files); break;
            case "velocity": _velocity = SceneFields.Vector(ref json, field, DestructionLimits.MaxSpeed); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private void TakeMesh(ref DocumentReader json, string field)
    {
        var name = RelativePath.Check($"\"{field}\"", json.ReadString(field));
        _shape = () =>
        {
            var mesh = MeshFile.Read(name, files, withSurface: true);
            _meshSurface = mesh.Surface;
            var positions = new List<Double3>(mesh.VertexCount);
            for (var i = 0; i < mesh.Positions.Length; i += 3) positions.Add(new(mesh.Positions[i], mesh.Positions[i + 1], mesh.Positions[i + 2]));
            return (positions, mesh.Indices);
        };
    }

    private void TakeHull(ref DocumentReader json, string field, int count, Func<double[], ConvexHull> make)
    {
        var values = SceneFields.Numbers(ref json, field, count, DestructionLimits.MinSize / 10, DestructionLimits.MaxSize);
        _shape = () => Triangles(make(values));
    }

    private void TakeSphere(ref DocumentReader json, string field)
    {
        var radius = json.ReadNumber(field, DestructionLimits.MinSize, DestructionLimits.MaxSize);
        _shape = () =>
        {
            var points = new List<Float3> { new(0, (float)radius, 0), new(0, -(float)radius, 0) };
            for (var ring = 1; ring < SphereRings; ring++)
            {
                var polar = Math.PI * ring / SphereRings;
                for (var i = 0; i < 2 * SphereRings; i++)
                {
                    var angle = Math.PI * i / SphereRings;
                    var wide = radius * ExactMath.Sin(polar);
                    points.Add(new((float)(wide * ExactMath.Cos(angle)), (float)(radius * ExactMath.Cos(polar)), (float)(wide * ExactMath.Sin(angle))));
                }
            }

            return Triangles(HullBuilder.Build(points.ToArray())!);
        };
    }

    private static (List<Double3>, int[]) Triangles(ConvexHull hull)
    {
        var positions = Enumerable.Range(0, hull.VertexCount).Select(v => new Double3(hull.Vertex(v).X, hull.Vertex(v).Y, hull.Vertex(v).Z)).ToList();
        var indices = new List<int>();
        for (var f = 0; f < hull.FaceCount; f++)
        {
            for (var i = hull.FaceStarts[f] + 1; i + 1 < hull.FaceStarts[f + 1]; i++) indices.AddRange([hull.FaceVertices[hull.FaceStarts[f]], hull.FaceVertices[i], hull.FaceVertices[i + 1]]);
        }

        return (positions, [.. indices]);
    }

    private void TakeMaterial(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name))
        {
            switch (name)
            {
                case "density": _density = (float)json.ReadNumber(name, DestructionLimits.MinDensity, DestructionLimits.MaxDensity); break;
                case "strength": _strength = Strength(ref json, name); break;
                case "shear_strength": _shear = Strength(ref json, name); break;
                case "compressive_strength": _compressive = Strength(ref json, name); break;
                case "fracture_energy": _energy = (float)json.ReadNumber(name, 0, DestructionLimits.MaxFractureEnergy); break;
                case "friction": _friction = (float)json.ReadNumber(name, 0, 10); break;
                case "restitution": _restitution = (float)json.ReadNumber(name, 0, 1); break;
                default: throw json.Unknown(name, MaterialFields);
            }
        }
    }

    private static float Strength(ref DocumentReader json, string name) => (float)json.ReadNumber(name, DestructionLimits.MinStrength, DestructionLimits.MaxStrength);

    private void TakeImpacts(ref DocumentReader json, string field, double size)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_impacts.Count == DestructionLimits.MaxEntries) throw json.Wrong($"\"{field}\" has more than {DestructionLimits.MaxEntries} entries");
            json.ReadObjectStart(field);
            var seen = new HashSet<string>();
            var (point, radius, count) = (default(Float3), 1.0, 20);
            while (json.NextField(seen, out var name))
            {
                switch (name)
                {
                    case "point": point = SceneFields.Vector(ref json, name, DestructionLimits.MaxPosition); break;
                    case "radius": radius = json.ReadNumber(name, 0.001, size); break;
                    case "count": count = (int)json.ReadInteger(name, 1, DestructionLimits.MaxSites); break;
                    default: throw json.Unknown(name, "point, radius, count");
                }
            }

            _impacts.Add(new(new(point.X, point.Y, point.Z), radius, count));
        }
    }

    private void TakeLevels(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_levels.Count == DestructionLimits.MaxLevels) throw json.Wrong($"\"{field}\" has more than {DestructionLimits.MaxLevels} entries");
            _levels.Add((int)json.ReadInteger(field, 2, 1000));
        }
    }

    private void TakeAnchors(ref DocumentReader json, string field)
    {
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (_anchors.Count == DestructionLimits.MaxEntries) throw json.Wrong($"\"{field}\" has more than {DestructionLimits.MaxEntries} entries");
            json.ReadObjectStart(field);
            var seen = new HashSet<string>();
            const double most = DestructionLimits.MaxPosition;
            var (low, high) = (new Double3(-most, -most, -most), new Double3(most, most, most));
            while (json.NextField(seen, out var name))
            {
                var v = name is "low" or "high" ? SceneFields.Vector(ref json, name, most) : throw json.Unknown(name, "low, high");
                if (name == "low") low = new(v.X, v.Y, v.Z);
                else high = new(v.X, v.Y, v.Z);
            }

            _anchors.Add((low, high));
        }
    }
}
