using System.Text.Json.Nodes;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes;

/// <summary>What glTF 2.0 can say, each thing in the smallest file that says it; expected values are worked out from the specification.</summary>
public sealed class GltfFeatureTests
{
    private const string Quarter = "0.70710678118654752";

    [Fact]
    public void A_bare_triangle_gets_flat_normals_and_the_default_material()
    {
        var scene = new GltfBuilder().Read();
        Assert.Equal([0, 0, 1, 0, 0, 1, 0, 0, 1], scene.Meshes[0].Normals);
        Assert.Equal(new SceneMaterial(), Assert.Single(scene.Materials));
        Assert.Null(scene.Meshes[0].Tangents);
        Assert.Empty(scene.Warnings);
    }

    [Fact]
    public void A_mesh_in_many_nodes_is_stored_once()
    {
        var scene = new GltfBuilder()
            .With("scenes", """[{"nodes":[0,1]}]""")
            .With("nodes", """[{"mesh":0,"children":[2],"translation":[1,0,0]},{"mesh":0,"scale":[-2,1,1]},{"mesh":0,"translation":[0,5,0]}]""").Read();
        Assert.Single(scene.Meshes);
        Assert.Equal([new Float3(1, 0, 0), new Float3(1, 5, 0), Float3.Zero], scene.Instances.Select(static i => i.ToWorld.Origin));
        Assert.Equal([false, false, true], scene.Instances.Select(static i => i.ToWorld.Mirrors));
    }

    [Theory]
    [InlineData(5120, true, new byte[] { 0, 0, 0, 0, 127, 0, 0, 0, 0, 129, 0, 0 }, 4)]
    [InlineData(5122, true, new byte[] { 0, 0, 0, 0, 0, 0, 255, 127, 0, 0, 0, 0, 0, 0, 1, 128, 0, 0 }, 0)]
    [InlineData(5121, false, new byte[] { 0, 0, 0, 9, 9, 1, 0, 0, 9, 9, 0, 1, 0 }, 5)]
    public void Strided_and_normalized_integers_are_numbers(int component, bool normalized, byte[] bytes, int stride)
    {
        var scene = new GltfBuilder().Attribute("POSITION", "VEC3", component, normalized, stride, bytes, 3).Read();
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, normalized ? -1 : 1, 0], scene.Meshes[0].Positions);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sparse_accessors_replace_elements(bool hasView)
    {
        var builder = new GltfBuilder();
        var (indices, values) = (builder.View([2, 0]), builder.View([.. new float[] { 0, 7, 0, 0, 0, 0 }.SelectMany(BitConverter.GetBytes)]));
        var accessor = (JsonObject)builder.Json["accessors"]![0]!;
        accessor["sparse"] = new JsonObject { ["count"] = 2, ["indices"] = new JsonObject { ["bufferView"] = indices, ["componentType"] = 5121 }, ["values"] = new JsonObject { ["bufferView"] = values } };
        if (hasView) Assert.Equal([0, 0, 0, 1, 0, 0, 0, 7, 0], builder.Read().Meshes[0].Positions);

        // Without a view all others are 0: then the triangle has no area.
        accessor.Remove("bufferView");
        Assert.Contains("no triangle", Assert.Throws<P2C2R.Kernels.InputException>(() => builder.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Materials_have_their_factors_textures_and_extensions()
    {
        var builder = new GltfBuilder().Attribute("TEXCOORD_0", "VEC2", 0, 0, 1, 0, 0, 1).Attribute("TEXCOORD_1", "VEC2", 0, 0, 1, 0, 0, 1).With("materials", """
            [{"pbrMetallicRoughness":{"baseColorFactor":[0.1,0.2,0.3,0.4],"metallicFactor":0.5,"roughnessFactor":0.25,"baseColorTexture":{"index":0,"extensions":{"KHR_texture_transform":{"offset":[0.5,0.25],"rotation":1.5707963267948966,"scale":[2,3],"texCoord":1}}}},
              "emissiveFactor":[1,0.5,0],"extensions":{"KHR_materials_emissive_strength":{"emissiveStrength":4},"KHR_materials_unlit":{}},
              "alphaMode":"MASK","alphaCutoff":0.75,"doubleSided":true,"normalTexture":{"index":0,"scale":0.5},"occlusionTexture":{"index":0,"strength":0.125} }]
            """).With("textures", """[{"source":0,"sampler":0}]""").With("samplers", """[{"wrapS":33071,"wrapT":33648,"magFilter":9728}]""");
        builder.Primitive["material"] = 0;
        builder.With("images", $$"""[{"bufferView":{{builder.View(Png(255, 128, 0))}},"mimeType":"image/png"}]""");
        var scene = builder.Read();
        var material = Assert.Single(scene.Materials);
        Assert.Equal(new Float3(0.1f, 0.2f, 0.3f), material.BaseColor);
        Assert.Equal((0.4f, 0.5f, 0.25f, 0.75f, 0.5f, 0.125f), (material.Alpha, material.Metallic, material.Roughness, material.AlphaCutoff, material.NormalScale, material.OcclusionStrength));
        Assert.Equal(new Float3(4, 2, 0), material.Emissive);
        Assert.True(material is { DoubleSided: true, Unlit: true, AlphaMode: AlphaMode.Mask });
        Assert.Equal(1, material.BaseColorTexture!.TexCoords);

        // Scaled to 2, 0, then a quarter turn, then moved: the extension's matrices, by hand.
        var (u, v) = material.BaseColorTexture.Transform.Apply(1, 0);
        Assert.Equal(0.5, u, 1e-6);
        Assert.Equal(-1.75, v, 1e-6);
        Assert.Equal(2, scene.Textures.Count);
        Assert.Same(scene.Textures[0].Image, scene.Textures[1].Image);
        Assert.Equal((TextureWrap.ClampToEdge, TextureWrap.MirroredRepeat, true), (scene.Textures[0].WrapU, scene.Textures[0].WrapV, scene.Textures[0].IsNearest));
        Assert.Equal(0.21586, scene.Textures[0].Sample(0.5f, 0.5f).G, 1e-5);
        Assert.Equal(128 / 255.0, scene.Textures[1].Sample(0.5f, 0.5f).G, 1e-6);
        Assert.NotNull(scene.Meshes[0].Tangents);
    }

    /// <summary>The picture's bytes stand in the JSON; what follows the comma is base64.</summary>
    [Theory]
    [InlineData("data:image/png;base64,")]
    [InlineData("data:application/octet-stream;base64,")]
    public void Pictures_may_stand_in_the_file(string prefix)
    {
        var builder = new GltfBuilder().With("materials", """[{"emissiveTexture":{"index":0}}]""").With("textures", """[{"source":0}]""")
            .With("images", $$"""[{"uri":"{{prefix}}{{Convert.ToBase64String(Png(51, 0, 0))}}"}]""");
        Assert.Equal(0.0331, Assert.Single(builder.Read().Textures).Sample(0, 0).R, 1e-4);
    }

    [Theory]
    [InlineData(5121, new byte[] { 2, 1, 0 })]
    [InlineData(5123, new byte[] { 2, 0, 1, 0, 0, 0 })]
    [InlineData(5125, new byte[] { 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0 })]
    public void Indices_of_every_width_are_read(int component, byte[] bytes)
    {
        var builder = new GltfBuilder();
        builder.Primitive["indices"] = builder.Accessor("SCALAR", component, bytes, 3);
        var mesh = builder.Read().Meshes[0];
        Assert.Equal([0, 1, 0, 1, 0, 0, 0, 0, 0], mesh.Indices.SelectMany(i => mesh.Positions.AsSpan(3 * i, 3).ToArray()));
    }

    [Fact]
    public void Vertex_colours_are_read_with_and_without_alpha()
    {
        Assert.Equal([1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1], new GltfBuilder().Attribute("COLOR_0", "VEC3", 1, 0, 0, 0, 1, 0, 0, 0, 1).Read().Meshes[0].Colors!);
        byte[] bytes = [255, 0, 0, 51, 0, 255, 0, 0, 0, 0, 255, 0];
        Assert.Equal(0.2f, new GltfBuilder().Attribute("COLOR_0", "VEC4", 5121, true, 0, bytes, 3).Read().Meshes[0].Colors![3]);
    }

    [Fact]
    public void Lights_stand_and_point_where_their_nodes_do()
    {
        var builder = new GltfBuilder().With("extensionsUsed", """["KHR_lights_punctual"]""").With("extensions", """
            {"KHR_lights_punctual":{"lights":[
              {"type":"spot","color":[1,0.5,0.25],"intensity":8,"range":10,"name":"lamp","spot":{"innerConeAngle":0.5,"outerConeAngle":1}},
              {"type":"point"},{"type":"directional","intensity":3}]}}
            """).With("scenes", """[{"nodes":[0,1,2,3]}]""").With("nodes", """
            [{"mesh":0},{"translation":[1,2,3],"rotation":[0.70710678118654752,0,0,-0.70710678118654752],"extensions":{"KHR_lights_punctual":{"light":0}}},
             {"extensions":{"KHR_lights_punctual":{"light":1}}},{"extensions":{"KHR_lights_punctual":{"light":2}}}]
            """);
        var scene = builder.Read();
        Assert.Equal([LightKind.Spot, LightKind.Point, LightKind.Directional], scene.Lights.Select(static l => l.Kind));
        var lamp = scene.Lights[0];
        Assert.Equal(("lamp", new Float3(8, 4, 2), new Float3(1, 2, 3), 10f), (lamp.Name, lamp.Intensity, lamp.Position, lamp.Range));
        Assert.Equal(Math.Cos(0.5), lamp.InnerCosine, 1e-6);
        Assert.Equal(Math.Cos(1), lamp.OuterCosine, 1e-6);
        Assert.Equal(-1, lamp.Direction.Y, 1e-6);
        Assert.Equal(new Float3(0, 0, -1), scene.Lights[2].Direction);
        Assert.Empty(scene.Warnings);
    }

    [Fact]
    public void Cameras_look_along_their_nodes()
    {
        var scene = new GltfBuilder().With("cameras", """
            [{"type":"perspective","perspective":{"yfov":1.5707963267948966,"aspectRatio":1.5,"znear":0.1}},{"type":"orthographic","name":"plan","orthographic":{"xmag":4,"ymag":2,"znear":0,"zfar":9}}]
            """).With("scenes", """[{"nodes":[0,1,2]}]""").With("nodes", $$"""
            [{"mesh":0},{"camera":0,"translation":[0,0,5],"scale":[3,3,3]},{"camera":1,"rotation":[-{{Quarter}},0,0,{{Quarter}}]}]
            """).Read();
        Assert.Equal(2, scene.Cameras.Count);
        var (first, second) = (scene.Cameras[0], scene.Cameras[1]);
        Assert.Equal((CameraKind.Perspective, new Float3(0, 0, 5), new Float3(0, 0, -1), 1.5f, 0.1f, float.PositiveInfinity), (first.Kind, first.Position, first.Forward, first.AspectRatio, first.Near, first.Far));
        Assert.Equal(1, first.HalfHeight, 1e-6);
        Assert.Equal((new Float3(1, 0, 0), new Float3(0, 1, 0)), (first.Right, first.Up));
        Assert.Equal((CameraKind.Orthographic, "plan", 2f, 2f, 9f), (second.Kind, second.Name, second.HalfHeight, second.AspectRatio, second.Far));
        Assert.Equal(-1, second.Forward.Y, 1e-6);
    }

    /// <summary>Two joints, one moved up by 10 and bound 4 up: vertices of the first stay, of the second go up by 6, between by 3; the node's own transform doesn't count.</summary>
    [Fact]
    public void Skins_are_taken_at_rest()
    {
        var builder = new GltfBuilder().With("scenes", """[{"nodes":[0,1]}]""").With("nodes", """[{"mesh":0,"skin":0,"translation":[99,0,0]},{"children":[2]},{"translation":[0,10,0]}]""")
            .Attribute("JOINTS_0", "VEC4", 5121, false, 0, [0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0], 3).Attribute("WEIGHTS_0", "VEC4", 1, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0, 2, 0, 0);
        float[] matrices = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, -4, 0, 1];
        var accessor = builder.Accessor("MAT4", 5126, [.. matrices.SelectMany(BitConverter.GetBytes)], 2);
        builder.With("skins", $$"""[{"joints":[1,2],"inverseBindMatrices":{{accessor}} }]""");
        var scene = builder.Read();
        Assert.Equal([0, 0, 0, 1, 3, 0, 0, 7, 0], scene.Meshes[0].Positions);
        Assert.Equal(Affine3.Identity, scene.Instances[0].ToWorld);
    }

    [Fact]
    public void What_is_not_supported_is_said()
    {
        var builder = new GltfBuilder().Attribute("TEXCOORD_2", "VEC2", 0, 0, 0, 0, 0, 0).With("extensionsUsed", """["KHR_materials_clearcoat","KHR_texture_transform"]""").With("animations", "[{}]").With("scenes", """[{"nodes":[0]},{"nodes":[]}]""");
        builder.Primitive["targets"] = new JsonArray(new JsonObject());
        ((JsonArray)builder.Json["meshes"]![0]!["primitives"]!).Add(JsonNode.Parse("""{"mode":1,"attributes":{"POSITION":0}}"""));
        var scene = builder.Read();
        string[] expected = ["KHR_materials_clearcoat", "scenes: 2", "animations are not played", "morph targets", "TEXCOORD_2", "lines have no surface"];
        foreach (var warning in expected) Assert.Contains(scene.Warnings, w => w.Contains(warning, StringComparison.Ordinal));
        Assert.Equal(expected.Length, scene.Warnings.Count);
    }

    private static byte[] Png(byte r, byte g, byte b)
    {
        var memory = new MemoryStream();
        PngWriter.Write(memory, 1, 1, [r, g, b]);
        return memory.ToArray();
    }
}
