using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps;

/// <summary>
/// Writes a scene with its baked light as a <c>.glb</c> that any viewer shows: one picture over the atlas, on the second UV set of
/// unlit materials. Every instance stands in the world by itself, because each has its own light.
/// </summary>
public static class BakedSceneWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="destination">Where to; only sequential writes.</param>
    /// <param name="scene">The scene.</param>
    /// <param name="atlas">Where its triangles lie in the picture.</param>
    /// <param name="png">The picture: <see cref="BakedColors"/> as people are to see them.</param>
    public static void Write(Stream destination, Scene scene, LightmapAtlas atlas, ReadOnlyMemory<byte> png)
    {
        var nodes = new List<GlbNode>();
        for (var instance = 0; instance < scene.Instances.Count; instance++)
        {
            var mesh = scene.Meshes[scene.Instances[instance].Mesh];
            foreach (var material in mesh.Materials.Distinct().Order()) nodes.Add(new BakedPart(scene, atlas, instance, material).ToNode());
        }

        GlbWriter.Write(destination, nodes, [.. scene.Materials.Select(MaterialOf)], png);
    }

    private static GlbMaterial MaterialOf(SceneMaterial material) => new(material.Name.Length > 0 ? material.Name : "baked")
    {
        PictureTexCoords = 1,
        Unlit = true,
        DoubleSided = material.DoubleSided,
        AlphaMode = material.AlphaMode switch { AlphaMode.Mask => "MASK", AlphaMode.Blend => "BLEND", _ => null },
        AlphaCutoff = material.AlphaCutoff,
    };
}
