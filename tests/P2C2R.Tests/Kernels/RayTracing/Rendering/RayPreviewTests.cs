using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.RayTracing.Rendering;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.RayTracing.Rendering;

/// <summary>The picture that fills in, compared with the pictures that tasks write in the end.</summary>
public sealed class RayPreviewTests
{
    private const string View = "\"width\":40,\"height\":24,\"tile_size\":8,\"samples\":";
    private const int Tiles = 15;

    [Fact]
    public void All_outputs_show_the_picture_of_the_result()
    {
        var plan = RayTask.Plan(Kinds.GlobalIllumination, View + 32);
        AssertSame(Final(plan), Preview(plan, Outputs(plan))!, static (_, _) => true);
    }

    /// <summary>The first block of samples is what a task of that many samples has in all.</summary>
    [Fact]
    public void Some_outputs_show_the_mean_of_their_samples_and_squares_elsewhere()
    {
        var plan = RayTask.Plan(Kinds.GlobalIllumination, View + 32);
        var whole = Final(plan);
        var coarse = Final(RayTask.Plan(Kinds.GlobalIllumination, View + 16));
        var preview = Preview(plan, [.. Outputs(plan).Where(static o => o.Slice is < 10 or (>= Tiles and < Tiles + 5))])!;
        AssertSame(whole, preview, static (_, y) => y < 8);
        AssertSame(coarse, preview, static (_, y) => y is >= 8 and < 16);
        for (var y = 16; y < 24; y++)
        {
            for (var x = 0; x < 40; x++) Assert.Equal(((x / 8) + (y / 8)) % 2 == 0 ? 20 : 32, preview.Rgba(x, y).G);
        }
    }

    [Fact]
    public void The_first_block_of_every_tile_of_every_layer_comes_first()
    {
        var plan = RayTask.Plan(Kinds.GlobalIllumination, View + 100 + ",\"denoise\":2,\"probes\":[[0,1,0]],\"lightmap\":{\"width\":32}");
        var blocks = plan.Slices.Select(static s => RaySlice.Read(s.Input.Span)!.Block.First).ToList();
        Assert.Equal([0, 16, 32, 64], blocks.Distinct());
        Assert.Equal(blocks.Order(), blocks);
    }

    [Theory]
    [InlineData(Kinds.Reflections, "\"width\":24,\"height\":16,\"samples\":2,\"tile_size\":8,\"denoise\":2", "picture.png", false)]
    [InlineData(Kinds.Reflections, "\"cube\":{\"position\":[0,1,0],\"size\":8},\"samples\":4", "cube.png", true)]
    [InlineData(Kinds.Shadows, "\"width\":24,\"height\":16,\"samples\":4,\"occlusion\":1,\"masks\":false", "occlusion.png", true)]
    [InlineData(Kinds.Shadows, "\"width\":24,\"height\":16,\"samples\":4,\"shadow_maps\":8,\"lights\":[\"lamp\"]", "shadow_lamp.png", true)]
    [InlineData(Kinds.GlobalIllumination, "\"probes\":[[0,1,0],[0,2,0]],\"samples\":4", "probes.png", true)]
    public void Every_kind_of_layer_can_be_looked_at(string kind, string fields, string file, bool isSame)
    {
        var plan = RayTask.Plan(kind, fields);
        var (whole, preview) = (Final(plan, file), Preview(plan, Outputs(plan))!);
        Assert.Equal((whole.Width, whole.Height), (preview.Width, preview.Height));
        if (isSame) AssertSame(whole, preview, static (_, _) => true);
    }

    /// <summary>The others are filled from their neighbours in the end.</summary>
    [Fact]
    public void Texels_whose_samples_count_are_those_of_the_lightmap()
    {
        var plan = RayTask.Plan(Kinds.GlobalIllumination, "\"lightmap\":{\"width\":48},\"samples\":32,\"tile_size\":16");
        var layer = RayTask.Run(plan).Result.Layers[0];
        bool Counts(int x, int y) => layer.Means[((((y * layer.Width) + x) * layer.Channels) + layer.Channels - 1)] >= 0.5f;
        Assert.InRange(Enumerable.Range(0, layer.Width * layer.Height).Count(i => Counts(i % layer.Width, i / layer.Width)), 300, layer.Width * layer.Height);
        AssertSame(Final(plan, "lightmap.png"), Preview(plan, Outputs(plan))!, Counts);
    }

    [Fact]
    public void Big_pictures_are_drawn_small()
    {
        var plan = RayTask.Plan(Kinds.Reflections, "\"width\":2050,\"height\":8,\"samples\":1,\"tile_size\":256");
        var (whole, preview) = (Final(plan), Preview(plan, Outputs(plan))!);
        Assert.Equal((684, 3), (preview.Width, preview.Height));
        for (var x = 0; x < 684; x++) Assert.Equal(whole.Rgba(3 * x, 6), preview.Rgba(x, 2));
    }

    [Fact]
    public void What_is_refined_is_shown_from_the_beginning()
    {
        var earlier = RayTask.Plan(Kinds.Reflections, View + 16);
        var plan = RayTask.Plan(Kinds.Reflections, View + "32,\"refine\":\"early.bin\"", ("early.bin", RayTask.Run(earlier).Bytes));
        AssertSame(Final(earlier), Preview(plan, [])!, static (_, _) => true);
        AssertSame(Final(plan), Preview(plan, Outputs(plan))!, static (_, _) => true);
    }

    [Fact]
    public void What_can_t_be_an_output_is_left_out()
    {
        var plan = RayTask.Plan(Kinds.Reflections, View + 16);
        Assert.Null(Preview(plan, []));
        var refused = new SliceResult(0, new OutputTrailer(1, SliceOutcome.InputRefused), "no"u8.ToArray());
        var cut = new SliceResult(1, new OutputTrailer(1, SliceOutcome.Completed), new byte[12]);
        Assert.Null(Preview(plan, [refused, cut]));
        var infinite = new byte[4 * 3 * 64];
        infinite.AsSpan().Fill(0x7f);
        Assert.NotNull(Preview(plan, [refused, cut, new SliceResult(2, cut.Trailer, infinite)]));
    }

    private static IReadOnlyList<SliceResult> Outputs(TaskPlan plan)
    {
        var run = new LocalRun(KernelCatalog.Find(plan.Kernel)!, plan, 2, null, TestContext.Current.CancellationToken);
        using var canonical = new MemoryStream();
        Assert.Null(run.Run(canonical).Failure);
        return run.Delivered();
    }

    private static PngImage? Preview(TaskPlan plan, IReadOnlyList<SliceResult> outputs)
    {
        using var png = new MemoryStream();
        var isThere = ((IPreviewKernel)KernelCatalog.Find(plan.Kernel)!).TryPreview(plan, outputs, png);
        Assert.Equal(isThere, png.Length > 0);
        return isThere ? PngReader.Read(png.ToArray(), "preview.png", 4096) : null;
    }

    private static PngImage Final(TaskPlan plan, string file = "picture.png")
    {
        var folder = Directory.CreateTempSubdirectory("p2c2r-test-");
        using var canonical = new MemoryStream(RayTask.Run(plan).Bytes);
        KernelCatalog.Find(plan.Kernel)!.Present(plan, canonical, folder.FullName);
        var image = PngReader.Read(File.ReadAllBytes(Path.Combine(folder.FullName, file)), file, 4096);
        folder.Delete(recursive: true);
        return image;
    }

    /// <summary>Sums in another order may round to the next level.</summary>
    private static void AssertSame(PngImage expected, PngImage preview, Func<int, int, bool> where)
    {
        for (var y = 0; y < expected.Height; y++)
        {
            for (var x = 0; x < expected.Width; x++)
            {
                var (a, b) = (expected.Rgba(x, y), preview.Rgba(x, y));
                if (where(x, y)) Assert.True(Math.Abs(a.R - b.R) <= 1 && Math.Abs(a.G - b.G) <= 1 && Math.Abs(a.B - b.B) <= 1, $"{x}, {y}: {a} and {b}");
            }
        }
    }
}
