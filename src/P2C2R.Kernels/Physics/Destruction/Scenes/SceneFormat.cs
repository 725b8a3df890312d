using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>The canonical bytes of a scene: settings, solids, projectiles and impacts, each list after its length. Reading checks every number: slices come from strangers.</summary>
internal static class SceneFormat
{
    /// <summary>Writes a scene.</summary>
    public static ReadOnlyMemory<byte> Write(DestructionScene scene)
    {
        var writer = new CanonicalWriter();
        Write(writer, scene.Gravity);
        writer.F32(scene.TimeStep);
        writer.U8((byte)scene.Substeps);
        writer.U8(scene.Ground is null ? (byte)0 : (byte)1);
        writer.F32(scene.Ground ?? 0);
        writer.I32(scene.Solids.Count);
        foreach (var solid in scene.Solids) Write(writer, solid);
        writer.I32(scene.Projectiles.Count);
        foreach (var p in scene.Projectiles)
        {
            writer.F32(p.Radius);
            Write(writer, p.Half);
            Write(writer, p.Position);
            Write(writer, p.Velocity);
            writer.F32(p.Density);
        }

        writer.I32(scene.Impacts.Count);
        foreach (var i in scene.Impacts)
        {
            writer.I32(i.Step);
            Write(writer, i.Point);
            writer.F32(i.Radius);
            Write(writer, i.Impulse);
        }

        return writer.Written;
    }

    /// <summary>Reads a scene; null where the bytes are something else.</summary>
    public static DestructionScene? Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var (gravity, time, substeps, hasGround, ground) = (Vector(ref reader), reader.F32(), reader.U8(), reader.U8(), reader.F32());
        var scene = new DestructionScene { Gravity = gravity, TimeStep = time, Substeps = substeps, Ground = hasGround == 0 ? null : ground };
        var (solids, projectiles, impacts) = (new List<SceneSolid>(), new List<SceneProjectile>(), new List<SceneImpact>());
        for (var n = Count(ref reader, DestructionLimits.MaxSolids); n > 0 && !reader.Failed; n--)
        {
            if (ReadSolid(ref reader) is not { } solid) return null;
            solids.Add(solid);
        }

        for (var n = Count(ref reader, DestructionLimits.MaxEntries); n > 0; n--) projectiles.Add(new(reader.F32(), Vector(ref reader), Vector(ref reader), Vector(ref reader), reader.F32()));
        for (var n = Count(ref reader, DestructionLimits.MaxEntries); n > 0; n--) impacts.Add(new(reader.I32(), Vector(ref reader), reader.F32(), Vector(ref reader)));
        scene = scene with { Solids = solids, Projectiles = projectiles, Impacts = impacts };
        return reader.AtEnd && IsGood(scene) ? scene : null;
    }

    private static bool IsGood(DestructionScene scene) => scene.TimeStep is >= 1e-4f and <= 0.1f && scene.Substeps is >= 1 and <= 32 && scene.Solids.Count > 0
        && scene.Solids.Sum(static s => s.Sites.Total) <= DestructionLimits.MaxSites
        && scene.Projectiles.All(static p => p.Radius is >= 0 and <= 100 && p.Density is >= 1 and <= 100_000 && (p.Radius > 0.001f || (p.Half.X > 0.001f && p.Half.Y > 0.001f && p.Half.Z > 0.001f)));

    private static void Write(CanonicalWriter writer, SceneSolid solid)
    {
        Write(writer, solid.Place.Origin);
        F64(writer, solid.Place.Step);
        writer.I32(solid.Solid.Points.Length);
        foreach (var p in solid.Solid.Points)
        {
            writer.I32(p.X);
            writer.I32(p.Y);
            writer.I32(p.Z);
        }

        writer.I32(solid.Solid.Triangles.Length);
        foreach (var t in solid.Solid.Triangles) writer.I32(t);
        writer.I64(solid.Sites.Seed);
        writer.I32(solid.Sites.Count);
        writer.I32(solid.Sites.Impacts.Count);
        foreach (var impact in solid.Sites.Impacts)
        {
            Write(writer, impact.Point);
            F64(writer, impact.Radius);
            writer.I32(impact.Count);
        }

        writer.I32(solid.Sites.Levels.Count);
        foreach (var level in solid.Sites.Levels) writer.I32(level);
        var m = solid.Material;
        foreach (var value in (ReadOnlySpan<float>)[m.Density, m.Strength, m.ShearStrength, m.CompressiveStrength, m.FractureEnergy, m.Friction, m.Restitution]) writer.F32(value);
        writer.I32(solid.Anchors.Count);
        foreach (var (low, high) in solid.Anchors)
        {
            Write(writer, low);
            Write(writer, high);
        }

        Write(writer, solid.Velocity);
    }

    private static SceneSolid? ReadSolid(ref CanonicalReader reader)
    {
        var place = new GridPlace(Wide(ref reader), F64(ref reader));
        var points = new GridPoint[Count(ref reader, reader.Left / 12)];
        for (var i = 0; i < points.Length; i++) points[i] = new(reader.I32(), reader.I32(), reader.I32());
        var triangles = new int[Count(ref reader, Math.Min(reader.Left / 4, 3 * DestructionLimits.MaxTriangles))];
        for (var i = 0; i < triangles.Length; i++) triangles[i] = reader.I32();
        var (seed, count, impacts, levels) = (reader.I64(), reader.I32(), new List<ImpactSites>(), new List<int>());
        for (var n = Count(ref reader, DestructionLimits.MaxEntries); n > 0; n--) impacts.Add(new(Wide(ref reader), F64(ref reader), reader.I32()));
        for (var n = Count(ref reader, DestructionLimits.MaxLevels); n > 0; n--) levels.Add(reader.I32());
        var material = new FractureMaterial(reader.F32(), reader.F32(), reader.F32(), reader.F32(), reader.F32(), reader.F32(), reader.F32());
        var anchors = new List<(Double3, Double3)>();
        for (var n = Count(ref reader, DestructionLimits.MaxEntries); n > 0; n--) anchors.Add((Wide(ref reader), Wide(ref reader)));
        var solid = new SceneSolid(new(points, triangles), place, new(seed, count, impacts, levels), material, anchors, Vector(ref reader));
        return !reader.Failed && IsGood(solid) ? solid : null;
    }

    private static bool IsGood(SceneSolid solid)
    {
        static bool IsOnGrid(int value) => value is >= 0 and <= GridPoint.Most;
        var (points, sites, m) = (solid.Solid.Points, solid.Sites, solid.Material);
        var areCounts = sites.Count >= 0 && sites.Impacts.All(static i => i.Count is >= 0 and <= DestructionLimits.MaxSites && i.Radius is > 0 and <= 10_000) && sites.Levels.All(static l => l is >= 2 and <= DestructionLimits.MaxSites);
        return solid.Place.Step is > 0 and < 1 && solid.Place.Origin.Length < 1e6 && areCounts && sites.Total is >= 1 and <= DestructionLimits.MaxSites
            && Array.TrueForAll(points, static p => IsOnGrid(p.X) && IsOnGrid(p.Y) && IsOnGrid(p.Z))
            && solid.Solid.Triangles.Length % 3 == 0 && Array.TrueForAll(solid.Solid.Triangles, t => (uint)t < (uint)points.Length)
            && sites.Total * solid.Solid.TriangleCount <= DestructionLimits.MaxClips && OpenEdges.Find(solid.Solid) is null
            && m.Density is >= 1 and <= 100_000 && m.Strength is >= 1 and <= 1e12f && m.ShearStrength is >= 1 and <= 1e12f && m.CompressiveStrength is >= 1 and <= 1e12f
            && m.FractureEnergy is >= 0 and <= (float)DestructionLimits.MaxFractureEnergy && m.Friction is >= 0 and <= 10 && m.Restitution is >= 0 and <= 1 && solid.Velocity.Length <= 2000;
    }

    private static int Count(ref CanonicalReader reader, int most)
    {
        var count = reader.I32();
        if (count >= 0 && count <= most) return count;
        reader.Take(-1);
        return 0;
    }

    private static void Write(CanonicalWriter writer, Float3 v)
    {
        writer.F32(v.X);
        writer.F32(v.Y);
        writer.F32(v.Z);
    }

    private static void Write(CanonicalWriter writer, Double3 v)
    {
        F64(writer, v.X);
        F64(writer, v.Y);
        F64(writer, v.Z);
    }

    private static void F64(CanonicalWriter writer, double value) => writer.I64(BitConverter.DoubleToInt64Bits(value + 0.0));

    private static Float3 Vector(ref CanonicalReader reader) => new(reader.F32(), reader.F32(), reader.F32());

    private static Double3 Wide(ref CanonicalReader reader) => new(F64(ref reader), F64(ref reader), F64(ref reader));

    private static double F64(ref CanonicalReader reader)
    {
        var value = BitConverter.Int64BitsToDouble(reader.I64());
        if (double.IsFinite(value)) return value;
        reader.Take(-1);
        return 0;
    }
}
