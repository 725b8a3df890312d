using System.Text;
using P2C2R.Kernels.Numerics;
using P2C2R.Tests.Kernels.Images.Jpeg;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Golden;

/// <summary>
/// A scene of our own with what studios' scenes have: a floor with a JPEG for its colour and PNGs for its bumps, roughness and metal, leaves with an alpha mask, one of
/// them mirrored, blocks, a lamp with an area, a spot and a sun, a camera, a sky that is a picture; and some rocks as .obj. Without a second UV set, so that lightmaps get an atlas made here.
/// </summary>
internal static class StudioScene
{
    // Fixed bytes: encoders may change, and a scene's bytes are part of what names a result.
    private const string Leaf = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAoUlEQVR42hWPIRLFIAxEOU5cL4CuLRqNjo7OISoqkEgkEonsfb7qf4g3s7PZmd2EeEs4Id1y5FuuAoo2PIcQK4EqV6ry5CqrgKINz+sONDnOJk9q8stNvgKKNjznFmKX6+yyUpcvQwEFw3NuIQ4Cg8AgAAUUDM/HDkwqJhWTikkAFG14PnfFYuRi5GLkYiQo2vB87ZEvAUgvb768CYo2PIc/VStuRRAn8NoAAAAASUVORK5CYII=";
    private const string Bumps = "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAHUlEQVR42mNoaPjfsOpDWMOHVQ0fGIAYzmfAKQMAOPkf5UutousAAAAASUVORK5CYII=";
    private const string RoughMetal = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR42mNgCPjPcIKBgaGngUHuPwAbwgRBx91IQgAAAABJRU5ErkJggg==";

    private const string Rocks = """
        v -2 0 -2
        v 2 0 -2
        v 2 0 2
        v -2 0 2
        v 0.1 1.1 0.2
        v -0.8 0.2 -0.5
        v 0.9 0.1 -0.4
        v 0.2 0.05 0.9
        f 1 4 3 2
        f 5 6 8
        f 5 8 7
        f 5 7 6
        """;

    public static MemoryFiles Files { get; } = Make();

    private static MemoryFiles Make()
    {
        var data = new List<byte>();
        var gltf = Gltf(data);
        return new MemoryFiles(
            ("studio.gltf", Encoding.UTF8.GetBytes(gltf)),
            ("studio.bin", [.. data]),
            ("floor.jpg", Convert.FromBase64String(JpegReaderTests.Progressive444)),
            ("leaf.png", Convert.FromBase64String(Leaf)),
            ("bumps.png", Convert.FromBase64String(Bumps)),
            ("rough.png", Convert.FromBase64String(RoughMetal)),
            ("sky.hdr", Sky()),
            ("rocks.obj", Encoding.UTF8.GetBytes(Rocks)));
    }

    private static string Gltf(List<byte> data)
    {
        var (views, accessors) = (new List<string>(), new List<string>());
        var floor = Quad(new(-2, 0, -2), new(0, 0, 4), new(4, 0, 0));
        var leaf = Quad(new(-0.4f, 0, 0), new(0.8f, 0, 0), new(0, 0.8f, 0));
        var lamp = Quad(new(-0.5f, 2.5f, -0.5f), new(1, 0, 0), new(0, 0, 1));
        float[] square = [0, 0, 0, 1, 1, 1, 1, 0], thrice = [0, 0, 0, 3, 3, 3, 3, 0];
        var quad = Bytes([0, 1, 2, 0, 2, 3], 5121, "SCALAR", 6);
        var block = Bytes([.. Block().SelectMany(static i => BitConverter.GetBytes((ushort)i))], 5123, "SCALAR", 36);
        return $$$$"""
            {"asset":{"version":"2.0"},"extensionsUsed":["KHR_lights_punctual","KHR_materials_emissive_strength","KHR_texture_transform"],
             "scenes":[{"nodes":[0,1,2,3,4,5,6,7,8,9]}],
             "nodes":[{"mesh":0},{"mesh":1,"translation":[-1,0,0.3]},{"mesh":1,"translation":[0.2,0,0.9],"rotation":[0,0.3826834,0,0.9238795]},
              {"mesh":1,"translation":[1.2,0.1,-0.2],"scale":[-1.5,1.5,1.5]},{"mesh":2,"translation":[0.4,0,-0.6]},{"mesh":2,"translation":[-0.9,0,-0.9],"scale":[0.6,1.4,0.6]},{"mesh":3,"name":"lamp"},
              {"name":"spot","translation":[1.5,2.2,1.5],"rotation":[-0.6,0.3,0.2,0.7],"extensions":{"KHR_lights_punctual":{"light":0}}},
              {"name":"sun","rotation":[-0.6532815,0.2705981,0.2705981,0.6532815],"extensions":{"KHR_lights_punctual":{"light":1}}},
              {"name":"front","camera":0,"translation":[0,1,4]}],
             "extensions":{"KHR_lights_punctual":{"lights":[{"type":"spot","color":[1,0.8,0.6],"intensity":20,"name":"spot","spot":{"outerConeAngle":0.7}},{"type":"directional","intensity":1.5,"name":"sun"}]}},
             "cameras":[{"type":"perspective","perspective":{"yfov":0.8,"znear":0.1}}],
             "meshes":[{"primitives":[{"material":0,"indices":{{{{quad}}}},"attributes":{"POSITION":{{{{Floats(floor, 3)}}}},"NORMAL":{{{{Floats([0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0], 3)}}}},"TEXCOORD_0":{{{{Floats(thrice, 2)}}}} }}]},
              {"primitives":[{"material":1,"indices":{{{{quad}}}},"attributes":{"POSITION":{{{{Floats(leaf, 3)}}}},"TEXCOORD_0":{{{{Floats(square, 2)}}}} }}]},
              {"primitives":[{"material":2,"indices":{{{{block}}}},"attributes":{"POSITION":{{{{Floats(Corners(), 3)}}}} }}]},
              {"primitives":[{"material":3,"indices":{{{{quad}}}},"attributes":{"POSITION":{{{{Floats(lamp, 3)}}}} }}]}],
             "materials":[{"pbrMetallicRoughness":{"metallicFactor":0.5,"baseColorTexture":{"index":0,"extensions":{"KHR_texture_transform":{"rotation":0.5,"scale":[0.7,0.7]}}},"metallicRoughnessTexture":{"index":3}},"normalTexture":{"index":2,"scale":0.7},"occlusionTexture":{"index":3}},
              {"pbrMetallicRoughness":{"metallicFactor":0,"roughnessFactor":0.6,"baseColorTexture":{"index":1}},"alphaMode":"MASK","alphaCutoff":0.4,"doubleSided":true},
              {"pbrMetallicRoughness":{"baseColorFactor":[0.9,0.6,0.3,1],"metallicFactor":1,"roughnessFactor":0.15}},
              {"emissiveFactor":[1,0.9,0.8],"extensions":{"KHR_materials_emissive_strength":{"emissiveStrength":6}}}],
             "textures":[{"source":0},{"source":1},{"source":2},{"source":3}],
             "images":[{"uri":"floor.jpg"},{"uri":"leaf.png"},{"uri":"bumps.png"},{"uri":"rough.png"}],
             "accessors":[{{{{string.Join(',', accessors)}}}}],"bufferViews":[{{{{string.Join(',', views)}}}}],"buffers":[{"uri":"studio.bin","byteLength":{{{{data.Count}}}} }]}
            """;

        int Floats(float[] values, int components) => Bytes([.. values.SelectMany(BitConverter.GetBytes)], 5126, $"VEC{components}", values.Length / components);

        int Bytes(byte[] bytes, int component, string type, int count)
        {
            while (data.Count % 4 != 0) data.Add(0);
            views.Add($$"""{"buffer":0,"byteOffset":{{data.Count}},"byteLength":{{bytes.Length}} }""");
            accessors.Add($$"""{"bufferView":{{views.Count - 1}},"componentType":{{component}},"count":{{count}},"type":"{{type}}"}""");
            data.AddRange(bytes);
            return accessors.Count - 1;
        }
    }

    private static float[] Quad(Float3 corner, Float3 side, Float3 other) =>
        [.. ((Float3[])[corner, corner + side, corner + side + other, corner + other]).SelectMany(static c => (float[])[c.X, c.Y, c.Z])];

    private static float[] Corners() => [.. Enumerable.Range(0, 8).SelectMany(static i => (float[])[(i & 1) * 0.6f, (i >> 1 & 1) * 0.5f, (i >> 2) * 0.6f])];

    private static int[] Block() => [0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5];

    /// <summary>Radiance's format, plain rows: blue above, brown below, and one bright place.</summary>
    private static byte[] Sky()
    {
        var file = new List<byte>(Encoding.ASCII.GetBytes("#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 4 +X 7\n"));
        for (var i = 0; i < 28; i++) file.AddRange(i == 9 ? [250, 240, 200, 132] : i < 14 ? [60, 90, (byte)(150 + i), 127] : [80, 60, 40, 125]);
        return [.. file];
    }
}
