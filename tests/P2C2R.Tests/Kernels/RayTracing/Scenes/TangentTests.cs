using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Scenes;

/// <summary>Tangents that a file doesn't have, beside what Mikkelsen's description gives by hand, what geometry says, and what another program wrote.</summary>
public sealed class TangentTests
{
    /// <summary>u to the right, v down, as pictures lie: the tangent points right, and the bitangent, cross product times sign, up.</summary>
    [Fact]
    public void They_point_where_u_grows()
    {
        var mesh = Read([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 1, 1, 1, 0, 0], [0, 1, 2]);
        Assert.Equal([1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1], mesh.Tangents!);
    }

    /// <summary>Two triangles with angles of 90 and 45 degrees at a vertex, u along x on one and along y on the other: their mean has the weights 2 and 1, whatever their sizes.</summary>
    [Fact]
    public void They_are_weighted_by_angles()
    {
        // The second triangle's own corner has u of its own, so that u grows along y there.
        var mesh = Read([0, 0, 0, 1, 0, 0, 0, 1, 0, -9, 9, 0], [0, 0, 1, 0, 0, -1, 1, -9], [0, 1, 2, 0, 2, 3]);
        var (first, second) = (Direction([1, 0], [0, 1], [1, 0], [0, -1]), Direction([0, 1], [-9, 9], [0, -1], [1, -9]));
        var expected = new Float3((float)((2 * first.X) + second.X), (float)((2 * first.Y) + second.Y), 0).Normalized();
        foreach (var vertex in (int[])[0]) Assert.InRange((Float3.From(mesh.Tangents!, 4 * vertex) - expected).Length, 0, 1e-6f);
    }

    /// <summary>A picture that is mirrored at a seam: the vertices on it are alike, and yet have two tangents, so that each side is shaded as it is alone.</summary>
    [Fact]
    public void Where_a_picture_is_mirrored_vertices_are_split()
    {
        float[] positions = [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 2, 0, 0, 2, 1, 0];
        var mesh = Read(positions, [0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0], [0, 1, 2, 0, 2, 3, 1, 4, 5, 1, 5, 2]);
        Assert.Equal(8, mesh.VertexCount);
        for (var corner = 0; corner < 12; corner++)
        {
            var vertex = mesh.Indices[corner];
            Assert.Equal(positions.AsSpan(3 * ((int[])[0, 1, 2, 0, 2, 3, 1, 4, 5, 1, 5, 2])[corner], 3), mesh.Positions.AsSpan(3 * vertex, 3));
            Assert.Equal(corner < 6 ? [1, 0, 0, 1] : [-1, 0, 0, -1], mesh.Tangents.AsSpan(4 * vertex, 4).ToArray());
            Assert.Equal(mesh.Positions[3 * vertex] is 1 ? 1 : 0, mesh.TexCoords0![2 * vertex]);
        }
    }

    /// <summary>Round a cylinder u grows along its circles; vertices that a file has twice, one for each triangle, are one.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void On_a_cylinder_they_are_its_circles(bool isUnindexed)
    {
        const int Sectors = 24, Rows = 3;
        var (positions, normals, texCoords, indices) = (new List<float>(), new List<float>(), new List<float>(), new List<int>());
        for (var row = 0; row <= Rows; row++)
        {
            for (var sector = 0; sector <= Sectors; sector++)
            {
                var (sine, cosine) = Math.SinCos(2 * Math.PI * sector / Sectors);
                positions.AddRange([(float)cosine, row, (float)sine]);
                normals.AddRange([(float)cosine, 0, (float)sine]);
                texCoords.AddRange([sector / (float)Sectors, row / (float)Rows]);
                if (row == Rows || sector == Sectors) continue;
                var a = (row * (Sectors + 1)) + sector;
                indices.AddRange([a, a + Sectors + 1, a + 1, a + 1, a + Sectors + 1, a + Sectors + 2]);
            }
        }

        var mesh = isUnindexed
            ? Read(Each(positions, 3), Each(texCoords, 2), [.. Enumerable.Range(0, indices.Count)], Each(normals, 3))
            : Read([.. positions], [.. texCoords], [.. indices], [.. normals]);
        for (var vertex = 0; vertex < mesh.VertexCount; vertex++)
        {
            // At the seam and at the rims a vertex has the triangles of one side alone: half a sector, times their angles, to the side.
            var tangent = Float3.From(mesh.Tangents!, 4 * vertex);
            var isInside = mesh.TexCoords0![2 * vertex] is > 0.01f and < 0.99f && mesh.TexCoords0[(2 * vertex) + 1] is > 0.01f and < 0.99f;
            var around = new Float3(-mesh.Positions[(3 * vertex) + 2], 0, mesh.Positions[3 * vertex]);
            Assert.Equal(0, Float3.Dot(tangent, Float3.From(mesh.Normals, 3 * vertex)), 1e-6f);
            Assert.InRange(Float3.Dot(tangent, around), isInside ? 1 - 1e-6f : 0.99f, 1 + 1e-6f);
        }

        float[] Each(List<float> values, int components) => [.. indices.SelectMany(i => values.GetRange(components * i, components))];
    }

    /// <summary>A file's own tangents without normals don't count: the normals are flat then, and the tangents made.</summary>
    [Fact]
    public void A_file_s_own_do_not_count_without_normals()
    {
        Assert.Equal([1, 0, 0, 1], Read(Own()).Tangents.AsSpan(0, 4).ToArray());
        Assert.Equal([0, 1, 0, -1], Read(Own().Attribute("NORMAL", "VEC3", 0, 0, 1, 0, 0, 1, 0, 0, 1)).Tangents.AsSpan(0, 4).ToArray());

        static GltfBuilder Own() => Builder([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 1, 1, 1, 0, 0], [0, 1, 2]).Attribute("TANGENT", "VEC4", 0, 1, 0, -1, 0, 1, 0, -1, 0, 1, 0, -1);
    }

    /// <summary>Four crooked triangles with a seam, and what the npm package mikktspace 1.1.1 says of their corners, its signs turned round as it advises for glTF.</summary>
    [Fact]
    public void They_are_those_of_the_common_library()
    {
        float[][] expected =
        [
            [0.999924f, -0.012343f, 0, 1], [0.972561f, -0.121370f, 0.198482f, 1], [0.994586f, -0.018242f, 0.102306f, 1],
            [0.999924f, -0.012343f, 0, 1], [0.994586f, -0.018242f, 0.102306f, 1], [0.995037f, 0.099504f, 0, 1],
            [-0.979649f, 0.017803f, -0.199928f, -1], [-0.982877f, 0.155860f, -0.098288f, -1], [-0.999880f, 0.015399f, -0.001540f, -1],
            [-0.979649f, 0.017803f, -0.199928f, -1], [-0.999880f, 0.015399f, -0.001540f, -1], [-0.980391f, -0.179703f, -0.080878f, -1],
        ];
        var mesh = Read(
            [0, 0, 0, 1, 0, 0.2f, 1, 1, 0.1f, 0, 1, 0, 2, 0, 0.5f, 2, 1.3f, 0.1f],
            [0, 1, 1, 0.9f, 0.9f, 0.1f, 0, 0, 0.1f, 0.8f, 0.2f, 0],
            [0, 1, 2, 0, 2, 3, 1, 4, 5, 1, 5, 2],
            [0, 0, 1, -0.2f, 0, 0.98f, -0.1f, 0.1f, 0.99f, 0, 0, 1, -0.1f, 0, 1, 0, 0.1f, 1]);
        for (var corner = 0; corner < expected.Length; corner++)
        {
            for (var i = 0; i < 4; i++) Assert.Equal(expected[corner][i], mesh.Tangents![(4 * mesh.Indices[corner]) + i], 2e-6f);
        }
    }

    /// <summary>The helmet's own tangents were written by a modelling program with other weights: they lie as ours do, and as near as that lets them.</summary>
    [Fact]
    public void They_are_near_those_that_the_helmet_came_with()
    {
        var files = new WithoutPictures(new FilesIn(RealData.Require("gltf/FlightHelmet")));
        var given = SceneReader.Read("scene", "FlightHelmet.gltf", SkySource.Black, files);
        var made = SceneReader.Read("scene", "FlightHelmet.gltf", SkySource.Black, files with { Hidden = "TANGENT" });
        var (corners, near, signs) = (0, 0, 0);
        for (var m = 0; m < given.Meshes.Count; m++)
        {
            var (a, b) = (given.Meshes[m], made.Meshes[m]);
            for (var i = 0; i < a.Indices.Length; i++)
            {
                var (own, other) = (Float3.From(a.Tangents!, 4 * a.Indices[i]), Float3.From(b.Tangents!, 4 * b.Indices[i]));
                corners++;
                if (Float3.Dot(own, other) > 0.999f) near++;
                if (a.Tangents![(4 * a.Indices[i]) + 3] == b.Tangents![(4 * b.Indices[i]) + 3]) signs++;
            }
        }

        Assert.True(near > 0.9 * corners && signs > 0.999 * corners, $"{corners} corners, {near} within 2.6 degrees, {signs} signs alike");
    }

    /// <summary>Where u grows on a flat triangle with two edges, and what u and v change along them.</summary>
    private static (double X, double Y) Direction(double[] one, double[] other, double[] alongOne, double[] alongOther)
    {
        var area = (alongOne[0] * alongOther[1]) - (alongOne[1] * alongOther[0]);
        var (x, y) = (((one[0] * alongOther[1]) - (other[0] * alongOne[1])) / area, ((one[1] * alongOther[1]) - (other[1] * alongOne[1])) / area);
        var length = Math.Sqrt((x * x) + (y * y));
        return (x / length, y / length);
    }

    private static SceneMesh Read(float[] positions, float[] texCoords, int[] indices, float[]? normals = null)
    {
        normals ??= [.. Enumerable.Range(0, positions.Length).Select(static i => i % 3 == 2 ? 1f : 0)];
        return Read(Builder(positions, texCoords, indices).Attribute("NORMAL", "VEC3", normals));
    }

    private static GltfBuilder Builder(float[] positions, float[] texCoords, int[] indices)
    {
        var builder = new GltfBuilder().Attribute("POSITION", "VEC3", positions).Attribute("TEXCOORD_0", "VEC2", texCoords)
            .With("materials", """[{"normalTexture":{"index":0}}]""").With("textures", """[{"source":0}]""").With("images", """[{"uri":"p.png"}]""");
        builder.Primitive["material"] = 0;
        builder.Primitive["indices"] = builder.Accessor("SCALAR", 5125, [.. indices.SelectMany(BitConverter.GetBytes)], indices.Length);
        return builder;
    }

    private static SceneMesh Read(GltfBuilder builder) => builder.Read(("p.png", WithoutPictures.Dot)).Meshes[0];

    /// <summary>Files whose pictures are dots, and which may lack an attribute.</summary>
    private sealed record WithoutPictures(IInputFiles Files) : IInputFiles
    {
        public static byte[] Dot { get; } = MakeDot();

        public string? Hidden { get; init; }

        public ReadOnlyMemory<byte> Read(string name)
        {
            if (name.EndsWith(".png", StringComparison.Ordinal)) return Dot;
            if (Hidden is null || !name.EndsWith(".gltf", StringComparison.Ordinal)) return Files.Read(name);
            return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Files.Read(name).Span).Replace(Hidden, "_" + Hidden, StringComparison.Ordinal));
        }

        private static byte[] MakeDot()
        {
            var memory = new MemoryStream();
            PngWriter.Write(memory, 1, 1, [128, 128, 255]);
            return memory.ToArray();
        }
    }
}
