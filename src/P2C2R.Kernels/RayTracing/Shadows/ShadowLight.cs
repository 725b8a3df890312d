using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Shadows;

/// <summary>A light as documents name it.</summary>
/// <param name="Number">Its number among the scene's lights: those without an area first, then instances that send light.</param>
/// <param name="Name">Its name, fit for files and unlike all others.</param>
/// <param name="Light">The light; null of an instance that sends light.</param>
internal sealed record ShadowLight(int Number, string Name, SceneLight? Light)
{
    /// <summary>All lights of a scene, in order.</summary>
    public static IReadOnlyList<ShadowLight> Of(Scene scene)
    {
        var lights = new List<ShadowLight>();
        foreach (var light in scene.Lights) Add(lights, light.Name, light);
        foreach (var instance in scene.Instances)
        {
            var mesh = scene.Meshes[instance.Mesh];
            if (Array.Exists(mesh.Materials, m => scene.Materials[m].Emits && !scene.Materials[m].Unlit)) Add(lights, instance.Name, null);
        }

        return lights;
    }

    private static void Add(List<ShadowLight> lights, string given, SceneLight? light)
    {
        var name = string.Concat(given.Take(24).Select(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        if (name.Length == 0) name = "light";
        var unique = name;
        for (var i = 2; lights.Exists(l => l.Name == unique); i++) unique = $"{name}_{i}";
        lights.Add(new ShadowLight(lights.Count, unique, light));
    }
}
