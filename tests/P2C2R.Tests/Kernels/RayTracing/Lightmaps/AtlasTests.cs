using P2C2R.Kernels;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Lightmaps.Atlas;
using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Tests.Kernels.RayTracing.Lightmaps;

public sealed class AtlasTests
{
    [Theory]
    [InlineData("gltf", "CornellBox.glb", 256, 0.005)]
    [InlineData("meshes", "dungeon.obj", 1024, 0)]
    [InlineData("gltf", "Fox.glb", 512, 0)]
    public void Real_scenes_fit_without_lying_on_one_another(string folder, string name, int side, double mostOverlap)
    {
        var scene = SceneReader.Read("scene", name, SkySource.Black, new FilesIn(RealData.Require(folder)));
        var atlas = AtlasMaker.Make(scene, new AtlasSettings(side, side));
        var map = TexelRasterizer.Rasterize(scene, atlas);
        Assert.InRange((double)map.OverlapCount / map.CoveredCount, 0, mostOverlap);
        Assert.InRange((double)map.CoveredCount / (side * side), 0.3, 1);
        var random = new Random(3);
        for (var i = 0; i < 20_000; i++)
        {
            var instance = random.Next(scene.Instances.Count);
            CheckSmoothRead(scene, atlas, map, instance, random.Next(scene.Meshes[scene.Instances[instance].Mesh].TriangleCount), random);
        }
    }

    [Fact]
    public void Each_centre_is_in_the_triangle_that_it_shows()
    {
        var scene = Cube();
        var atlas = AtlasMaker.Make(scene, new AtlasSettings(64, 48));
        var map = TexelRasterizer.Rasterize(scene, atlas);
        var inside = 0;
        for (var texel = 0; texel < 64 * 48; texel++)
        {
            if (!map.IsCovered(texel)) continue;
            var point = map.PointOf(texel);
            var (x, y) = At(atlas, point);
            var distance = Math.Max(Math.Abs(x - ((texel % 64) + 0.5)), Math.Abs(y - ((texel / 64) + 0.5)));
            Assert.InRange(distance, 0, 1 + 1e-4);
            if (distance < 1e-4) inside++;

            // The cube's faces lie at 1 from its centre, which is at 5, 0, 0.
            var from = point.Position - new Float3(5, 0, 0);
            Assert.Equal(1, Float3.Dot(from, point.FaceNormal), 1e-5f);
            Assert.Equal(point.FaceNormal, point.Normal);
        }

        Assert.Equal(6, atlas.ChartCount);
        Assert.InRange(inside, 0.9 * 24 * atlas.TexelsPerUnit * atlas.TexelsPerUnit, 1.3 * 24 * atlas.TexelsPerUnit * atlas.TexelsPerUnit);
    }

    /// <summary>Two instances of one mesh would lie on one another; one alone is laid out as its file says.</summary>
    [Fact]
    public void Second_UV_sets_beside_one_another_are_the_atlas()
    {
        float[] texCoords = [0.25f, 0.25f, 0.75f, 0.25f, 0.25f, 0.75f];
        var alone = new RayTracing.Scenes.GltfBuilder().Attribute("TEXCOORD_1", "VEC2", texCoords).Read();
        var atlas = AtlasMaker.Make(alone, new AtlasSettings(64, 32));
        Assert.Equal([(0.25f, 0.25f), (0.75f, 0.25f), (0.25f, 0.75f)], Enumerable.Range(0, 3).Select(c => atlas.TexCoords(0, 0, c)));
        Assert.Equal(Math.Sqrt(32 * 16), atlas.TexelsPerUnit, 1e-9);

        var twice = new RayTracing.Scenes.GltfBuilder().Attribute("TEXCOORD_1", "VEC2", texCoords).With("scenes", """[{"nodes":[0,1]}]""").With("nodes", """[{"mesh":0},{"mesh":0,"translation":[0,0,5]}]""").Read();
        var packed = AtlasMaker.Make(twice, new AtlasSettings(64, 64));
        Assert.NotEqual(packed.Place(0, 0, 0), packed.Place(1, 0, 0));
        Assert.Equal(0, TexelRasterizer.Rasterize(twice, packed).OverlapCount);
        Assert.Empty(packed.Warnings);
    }

    [Fact]
    public void A_second_UV_set_that_overlaps_itself_is_replaced_and_said()
    {
        var scene = new RayTracing.Scenes.GltfBuilder().Attribute("POSITION", "VEC3", 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 0, 1, 1)
            .Attribute("TEXCOORD_1", "VEC2", 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1).Read();
        var atlas = AtlasMaker.Make(scene, new AtlasSettings(64, 64));
        Assert.Equal(2, atlas.ChartCount);
        Assert.Contains("second UV set overlaps", Assert.Single(atlas.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Each of many lone triangles is a chart: time and memory must not be the square of their number.</summary>
    [Fact]
    public void Many_lone_triangles_are_many_charts()
    {
        var positions = Enumerable.Range(0, 60_000).SelectMany(static i => (float[])[3 * i, 0, 0, (3 * i) + 1, 0, 0, 3 * i, 1, 0]).ToArray();
        var scene = Of(positions, [.. Enumerable.Range(0, 180_000)]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var atlas = AtlasMaker.Make(scene, new AtlasSettings(2048, 2048));
        Assert.Equal(60_000, atlas.ChartCount);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 29);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => AtlasMaker.Make(scene, new AtlasSettings(2048, 2048), cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => TexelRasterizer.Rasterize(scene, atlas, cancelled.Token));
    }

    [Fact]
    public void The_same_scene_has_the_same_atlas()
    {
        var scene = SceneReader.Read("scene", "dungeon.obj", SkySource.Black, new FilesIn(RealData.Require("meshes")));
        var (first, second) = (AtlasMaker.Make(scene, new AtlasSettings(512, 512)), AtlasMaker.Make(scene, new AtlasSettings(512, 512)));
        for (var i = 0; i < scene.TriangleCount; i++) Assert.Equal(first.Place(0, i, i % 3), second.Place(0, i, i % 3));
    }

    [Fact]
    public void A_density_that_is_asked_for_is_kept_or_refused()
    {
        Assert.Equal(4, AtlasMaker.Make(Cube(), new AtlasSettings(64, 64, 4)).TexelsPerUnit);
        var error = Assert.Throws<InputException>(() => AtlasMaker.Make(Cube(), new AtlasSettings(64, 64, 400)));
        Assert.Contains("fewer texels per unit", error.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => AtlasMaker.Make(Cube(), new AtlasSettings(64, 100_000)));
    }

    /// <summary>A strip that winds up: all normals alike, and every turn above the one before.</summary>
    [Fact]
    public void What_lies_on_top_of_one_another_comes_into_different_charts()
    {
        var positions = new List<float>();
        for (var i = 0; i <= 80; i++)
        {
            var (x, z) = (MathF.Cos(i * MathF.PI / 16), MathF.Sin(i * MathF.PI / 16));
            positions.AddRange([x, i * 0.05f, z, 2 * x, i * 0.05f, 2 * z]);
        }

        var indices = Enumerable.Range(0, 80).SelectMany(static i => (int[])[2 * i, (2 * i) + 2, (2 * i) + 1, (2 * i) + 1, (2 * i) + 2, (2 * i) + 3]).ToArray();
        var scene = Of([.. positions], indices);
        var atlas = AtlasMaker.Make(scene, new AtlasSettings(256, 256));
        Assert.InRange(atlas.ChartCount, 3, 20);
        Assert.InRange(TexelRasterizer.Rasterize(scene, atlas).OverlapCount, 0, 5);
    }

    [Fact]
    public void Padding_takes_the_average_of_its_neighbours_ring_by_ring()
    {
        var scene = Cube();
        var map = TexelRasterizer.Rasterize(scene, AtlasMaker.Make(scene, new AtlasSettings(64, 64, 3, 8)));
        var values = new float[64 * 64 * 2];
        for (var i = 0; i < 64 * 64; i++) (values[2 * i], values[(2 * i) + 1]) = map.IsCovered(i) ? (3, -1) : (float.NaN, 7);
        Dilation.Fill(values, 2, map, 2);
        var filled = 0;
        for (var i = 0; i < 64 * 64; i++)
        {
            var near = Enumerable.Range(0, 64 * 64).Any(j => map.IsCovered(j) && Math.Max(Math.Abs((j % 64) - (i % 64)), Math.Abs((j / 64) - (i / 64))) <= 2);
            Assert.Equal(near ? (3f, -1f) : (0f, 0f), (values[2 * i], values[(2 * i) + 1]));
            if (near) filled++;
        }

        Assert.True(filled > map.CoveredCount);
    }

    /// <summary>A way to beside a texel's middle ends there, or, where there is no surface of its chart, reflected at the chart's border.</summary>
    [Fact]
    public void Places_beside_a_texel_s_middle_are_in_its_chart()
    {
        var scene = Cube();
        var atlas = AtlasMaker.Make(scene, new AtlasSettings(48, 48));
        var map = TexelRasterizer.Rasterize(scene, atlas);
        var random = new Random(5);
        var (reflected, crossed) = (0, 0);
        for (var texel = 0; texel < 48 * 48; texel++)
        {
            if (!map.IsCovered(texel)) continue;
            var middle = map.PointOf(texel);
            var (x, y) = At(atlas, middle);
            for (var i = 0; i < 8; i++)
            {
                var (right, down) = (random.NextSingle() - 0.5f, random.NextSingle() - 0.5f);
                var beside = map.PointBeside(texel, right, down);
                var (toX, toY) = At(atlas, beside);

                // The charts are squares that lie straight.
                Assert.Equal(middle.FaceNormal, beside.FaceNormal);
                Assert.InRange(Math.Abs(toX - x), Math.Abs(right) - 1e-3, Math.Abs(right) + 1e-3);
                Assert.InRange(Math.Abs(toY - y), Math.Abs(down) - 1e-3, Math.Abs(down) + 1e-3);
                if (Math.Abs(toX - x - right) > 0.01 || Math.Abs(toY - y - down) > 0.01) reflected++;
                if (beside.Triangle != middle.Triangle) crossed++;
            }
        }

        Assert.True(reflected > 100 && crossed > 100, $"{reflected} reflected, {crossed} in the other triangle");
    }

    /// <summary>A bilinear read anywhere on a triangle uses only texels that show something near that place.</summary>
    private static void CheckSmoothRead(Scene scene, LightmapAtlas atlas, TexelMap map, int instance, int triangle, Random random)
    {
        var (second, third) = (random.NextDouble(), random.NextDouble());
        if (second + third > 1) (second, third) = (1 - second, 1 - third);
        var point = new TexelPoint(instance, triangle, (float)second, (float)third, default, default, default);
        var (x, y) = At(atlas, point);
        var (left, top) = ((int)Math.Floor(x - 0.5), (int)Math.Floor(y - 0.5));
        for (var row = Math.Max(0, top); row <= Math.Min(map.Height - 1, top + 1); row++)
        {
            for (var column = Math.Max(0, left); column <= Math.Min(map.Width - 1, left + 1); column++) Assert.True(map.IsCovered((row * map.Width) + column), $"{instance} {triangle} at {x} {y}");
        }

        _ = scene;
    }

    private static (double X, double Y) At(LightmapAtlas atlas, TexelPoint point)
    {
        var (a, b, c) = (atlas.Place(point.Instance, point.Triangle, 0), atlas.Place(point.Instance, point.Triangle, 1), atlas.Place(point.Instance, point.Triangle, 2));
        double first = 1 - (double)point.Second - point.Third;
        return (((a.X * first) + (b.X * point.Second) + (c.X * (double)point.Third)) / LightmapAtlas.Fraction, ((a.Y * first) + (b.Y * point.Second) + (c.Y * (double)point.Third)) / LightmapAtlas.Fraction);
    }

    private static Scene Cube()
    {
        float[] corners = [-1, -1, -1, 1, -1, -1, -1, 1, -1, 1, 1, -1, -1, -1, 1, 1, -1, 1, -1, 1, 1, 1, 1, 1];
        int[] indices = [0, 2, 1, 1, 2, 3, 4, 5, 6, 5, 7, 6, 0, 1, 4, 1, 5, 4, 2, 6, 3, 3, 6, 7, 0, 4, 2, 2, 4, 6, 1, 3, 5, 3, 7, 5];
        return Of([.. corners.Select(static (v, i) => i % 3 == 0 ? v + 5 : v)], indices);
    }

    private static Scene Of(float[] positions, int[] indices)
    {
        var text = string.Concat(Enumerable.Range(0, positions.Length / 3).Select(i => $"v {positions[3 * i]:R} {positions[(3 * i) + 1]:R} {positions[(3 * i) + 2]:R}\n"))
            + string.Concat(Enumerable.Range(0, indices.Length / 3).Select(i => $"f {indices[3 * i] + 1} {indices[(3 * i) + 1] + 1} {indices[(3 * i) + 2] + 1}\n"));
        return SceneReader.Read("scene", "x.obj", SkySource.Black, new Meshes.MemoryFiles(("x.obj", System.Text.Encoding.UTF8.GetBytes(text))));
    }
}
