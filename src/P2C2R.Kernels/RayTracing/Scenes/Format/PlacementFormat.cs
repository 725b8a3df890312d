using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes.Reading;

namespace P2C2R.Kernels.RayTracing.Scenes.Format;

/// <summary>What stands somewhere, in canonical bytes: instances, lights, cameras.</summary>
internal static class PlacementFormat
{
    /// <summary>Writes an instance.</summary>
    public static void WriteInstance(CanonicalWriter writer, SceneInstance instance)
    {
        writer.Name(instance.Name);
        writer.I32(instance.Mesh);
        writer.Vector(instance.ToWorld.X);
        writer.Vector(instance.ToWorld.Y);
        writer.Vector(instance.ToWorld.Z);
        writer.Vector(instance.ToWorld.Origin);
    }

    /// <summary>Reads an instance.</summary>
    public static SceneInstance? ReadInstance(ref CanonicalReader reader, List<SceneMesh> meshes)
    {
        var (name, mesh) = (reader.Name(), reader.I32());
        if (!reader.TryVector(out var x) || !reader.TryVector(out var y) || !reader.TryVector(out var z) || !reader.TryVector(out var origin)) return null;
        var map = new Affine3(x, y, z, origin);
        return (uint)mesh < (uint)meshes.Count && !PlacementCheck.IsFlat(map) && PlacementCheck.StaysFinite(meshes[mesh], map) ? new SceneInstance(name, mesh, map) : null;
    }

    /// <summary>Writes a light.</summary>
    public static void WriteLight(CanonicalWriter writer, SceneLight light)
    {
        writer.Name(light.Name);
        writer.U8((byte)light.Kind);
        writer.Vector(light.Intensity);
        writer.Vector(light.Position);
        writer.Vector(light.Direction);
        writer.Float(light.Range);
        writer.Float(light.InnerCosine);
        writer.Float(light.OuterCosine);
    }

    /// <summary>Reads a light.</summary>
    public static SceneLight? ReadLight(ref CanonicalReader reader)
    {
        var (name, kind) = (reader.Name(), reader.U8());
        if (kind > (byte)LightKind.Directional || !reader.TryVector(out var intensity) || !reader.TryVector(out var position) || !reader.TryVector(out var direction)) return null;
        if (!reader.TryFloat(0, float.MaxValue, out var range) || !reader.TryFloat(-1, 1, out var inner) || !reader.TryFloat(-1, 1, out var outer)) return null;
        if (intensity.X < 0 || intensity.Y < 0 || intensity.Z < 0 || outer >= inner || !IsUnit(direction)) return null;
        return new SceneLight { Name = name, Kind = (LightKind)kind, Intensity = intensity, Position = position, Direction = direction, Range = range, InnerCosine = inner, OuterCosine = outer };
    }

    /// <summary>Writes a camera.</summary>
    public static void WriteCamera(CanonicalWriter writer, SceneCamera camera)
    {
        writer.Name(camera.Name);
        writer.U8((byte)camera.Kind);
        foreach (var vector in (ReadOnlySpan<Float3>)[camera.Position, camera.Right, camera.Up, camera.Forward]) writer.Vector(vector);
        foreach (var value in (ReadOnlySpan<float>)[camera.HalfHeight, camera.AspectRatio, camera.Near, camera.Far]) writer.Float(value);
    }

    /// <summary>Reads a camera.</summary>
    public static SceneCamera? ReadCamera(ref CanonicalReader reader)
    {
        var (name, kind) = (reader.Name(), reader.U8());
        if (kind > (byte)CameraKind.Orthographic) return null;
        if (!reader.TryVector(out var position) || !reader.TryVector(out var right) || !reader.TryVector(out var up) || !reader.TryVector(out var forward)) return null;
        if (!reader.TryFloat(float.Epsilon, float.MaxValue, out var half) || !reader.TryFloat(0, float.MaxValue, out var aspect)) return null;
        if (!reader.TryFloat(0, float.MaxValue, out var near) || !reader.TryFloat(0, float.PositiveInfinity, out var far)) return null;
        if (!IsUnit(right) || !IsUnit(up) || !IsUnit(forward)) return null;
        return new SceneCamera { Name = name, Kind = (CameraKind)kind, Position = position, Right = right, Up = up, Forward = forward, HalfHeight = half, AspectRatio = aspect, Near = near, Far = far };
    }

    private static bool IsUnit(Float3 v) => v.LengthSquared is > 0.999f and < 1.001f;
}
