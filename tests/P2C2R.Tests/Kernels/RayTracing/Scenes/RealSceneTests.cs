using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes;

/// <summary>Files that others made.</summary>
public sealed class RealSceneTests
{
    [Fact]
    public void The_Cornell_box_has_a_light_of_100_and_coloured_walls()
    {
        var scene = Read("CornellBox.glb");
        Assert.Equal(36, scene.TriangleCount);
        Assert.Equal(4, scene.Instances.Count);
        Assert.All(scene.Meshes, static m => Assert.Equal(2 * m.VertexCount, m.TexCoords1!.Length));
        var light = Assert.Single(scene.Materials, static m => m.Emits);
        Assert.Equal(new Float3(100, 100, 100), light.Emissive);
        Assert.Contains(scene.Materials, static m => m.BaseColor == new Float3(0.5f, 0, 0));
        Assert.Empty(scene.Warnings);
        var (least, most) = Bounds(scene);
        Assert.Equal(548.8f, most.Y - least.Y, 0.5f);
    }

    [Fact]
    public void The_flight_helmet_has_its_textures_and_tangents()
    {
        var scene = Read("FlightHelmet/FlightHelmet.gltf");
        Assert.Equal(94_722, scene.TriangleCount);
        Assert.Equal(15, scene.Textures.Count);
        Assert.All(scene.Meshes, static m => Assert.Equal(4 * m.VertexCount, m.Tangents!.Length));
        Assert.All(scene.Textures, static t => Assert.Equal(t.Image.Width, t.Image.Height));
        Assert.Empty(scene.Warnings);
    }

    /// <summary>The bounds were worked out by a few lines of Python from the specification's formulas, in binary64.</summary>
    [Fact]
    public void The_fox_stands_at_its_rest_pose()
    {
        var scene = Read("Fox.glb");
        Assert.Equal(576, scene.TriangleCount);
        var (least, most) = Bounds(scene);
        Assert.InRange((least - new Float3(-12.59272f, -0.12174f, -88.09501f)).Length, 0, 1e-4f);
        Assert.InRange((most - new Float3(12.59272f, 78.90720f, 66.62486f)).Length, 0, 1e-4f);
        Assert.Equal(["animations are not played; everything stands in its rest pose"], scene.Warnings);
    }

    [Fact]
    public void The_dungeon_is_geometry_alone()
    {
        var scene = SceneReader.Read("scene", "dungeon.obj", SkySource.Black, new FilesIn(RealData.Require("meshes")));
        Assert.Equal(10_133, scene.TriangleCount);
        Assert.Contains("geometry alone", Assert.Single(scene.Warnings), StringComparison.Ordinal);
    }

    private static Scene Read(string name) => SceneReader.Read("scene", name, SkySource.Black, new FilesIn(RealData.Require("gltf")));

    private static (Float3 Least, Float3 Most) Bounds(Scene scene)
    {
        var (least, most) = (new Float3(1e9f, 1e9f, 1e9f), new Float3(-1e9f, -1e9f, -1e9f));
        foreach (var instance in scene.Instances)
        {
            var positions = scene.Meshes[instance.Mesh].Positions;
            for (var i = 0; i < positions.Length; i += 3)
            {
                var place = instance.ToWorld.Point(Float3.From(positions, i));
                (least, most) = (Float3.Min(least, place), Float3.Max(most, place));
            }
        }

        return (least, most);
    }
}
