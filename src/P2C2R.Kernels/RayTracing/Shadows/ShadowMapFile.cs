using System.Text.Json;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Kernels.RayTracing.Rendering.Measures;
using P2C2R.Kernels.RayTracing.Rendering.Views;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary><c>shadow_maps.json</c>: how each shadow map looks into the scene, for engines.</summary>
internal static class ShadowMapFile
{
    /// <summary>The file's name.</summary>
    public const string Name = "shadow_maps.json";

    /// <summary>Writes it; its name.</summary>
    public static string Write(string directory, RayPlan plan, RayResult result)
    {
        using var file = File.Create(Path.Combine(directory, Name));
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        for (var i = 0; i < plan.Layers.Count; i++)
        {
            if (plan.Layers[i].Layer is not { Measure: DistanceMeasure } layer) continue;
            json.WriteStartObject(layer.Name);
            json.WriteNumber("white", result.Layers[i].Means.Max());
            if (layer.View is CubeView cube) WriteCube(json, cube);
            else if (layer.View is CameraView camera) WriteCamera(json, camera);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return Name;
    }

    private static void WriteCube(Utf8JsonWriter json, CubeView cube)
    {
        json.WriteString("projection", "cube: distance from the position; faces +x, -x, +y, -y, +z, -z");
        WriteVector(json, "position", cube.Position);
    }

    private static void WriteCamera(Utf8JsonWriter json, CameraView view)
    {
        json.WriteString("projection", view.Camera.Kind == Scenes.CameraKind.Perspective ? "perspective: distance along forward" : "orthographic: distance along forward");
        WriteVector(json, "position", view.Camera.Position);
        WriteVector(json, "right", view.Camera.Right);
        WriteVector(json, "up", view.Camera.Up);
        WriteVector(json, "forward", view.Camera.Forward);
        json.WriteNumber("half_height", view.Camera.HalfHeight);
    }

    private static void WriteVector(Utf8JsonWriter json, string name, Float3 value)
    {
        json.WriteStartArray(name);
        json.WriteNumberValue(value.X);
        json.WriteNumberValue(value.Y);
        json.WriteNumberValue(value.Z);
        json.WriteEndArray();
    }
}
