namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

public sealed class TerrainBytesTests
{
    /// <summary>The sides are odd and no multiple of anything; the map has two levels and, with small tiles, many seams.</summary>
    [Theory]
    [InlineData("""{"kind":"warped"}""")]
    [InlineData("""{"kind":"ridged","warp":0.2,"octaves":6}""")]
    public void Tiles_threads_and_slices_do_not_show(string noise)
    {
        string Document(int tile) => $$"""{"generator":"terrain","seed":99,"width":401,"height":203,"noise":{{noise}},"erosion":{"rounds":2,"droplets":0.06,"thermal_steps":2},"tile_size":{{tile}}}""";
        var whole = TerrainRun.Of(Document(1024)).Canonical;
        Assert.Equal(whole, TerrainRun.Of(Document(1024), threads: 5).Canonical);
        Assert.Equal(whole, TerrainRun.Of(Document(128), threads: 2).Canonical);
        Assert.Equal(whole, TerrainRun.Of(Document(256), threads: 3).Canonical);
    }

    [Fact]
    public void Another_seed_is_another_world()
    {
        string Document(long seed) => $$"""{"generator":"terrain","seed":{{seed}},"width":64,"height":64,"erosion":{"rounds":0} }""";
        var bytes = TerrainRun.Of(Document(1)).Canonical;
        Assert.Equal(bytes, TerrainRun.Of(Document(1)).Canonical);
        Assert.NotEqual(bytes, TerrainRun.Of(Document(2)).Canonical);
        Assert.NotEqual(bytes, TerrainRun.Of(Document((1L << 53) - 1)).Canonical);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(17, 8192)]
    [InlineData(200, 130)]
    public void Extreme_shapes_are_computed(int width, int height)
    {
        var run = TerrainRun.Of($$"""{"generator":"terrain","width":{{width}},"height":{{height}},"erosion":{"rounds":1,"droplets":0.05,"thermal_steps":8} }""", threads: 2);
        Assert.Equal((width, height), (run.Width, run.Height));
        Assert.Equal(24 + (4 * width * height), run.Canonical.Length);
    }
}
