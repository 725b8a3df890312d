using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.ProceduralGeneration;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

public sealed class TerrainInputTests
{
    [Theory]
    [InlineData("""{"seed":1}""", "the field \"generator\" is missing; the generators are terrain")]
    [InlineData("""{"generator":"moon"}""", "there is no generator \"moon\"; the generators are terrain")]
    [InlineData("""{"generator":7}""", "\"generator\" must be a string")]
    [InlineData("""{"generator":"terrain","width":64}""", "the field \"height\" is missing; or give a \"height_map\"")]
    [InlineData("""{"generator":"terrain","width":15,"height":64}""", "\"width\" must be a whole number from 16 to 8192, not 15")]
    [InlineData("""{"generator":"terrain","width":64,"height":2000000000}""", "\"height\" must be a whole number from 16 to 8192, not 2000000000")]
    [InlineData("""{"generator":"terrain","seed":-1}""", "\"seed\" must be a whole number from 0 to 9007199254740991, not -1")]
    [InlineData("""{"generator":"terrain","seed":9007199254740992}""", "\"seed\" must be")]
    [InlineData("""{"generator":"terrain","cell_size":0}""", "\"cell_size\" must be a number from 0.01 to 1000, not 0")]
    [InlineData("""{"generator":"terrain","relief":1e300}""", "\"relief\" must be a number from 1 to 9000, not 1e300")]
    [InlineData("""{"generator":"terrain","noise":{"octaves":99}}""", "\"octaves\" must be a whole number from 1 to 14, not 99")]
    [InlineData("""{"generator":"terrain","noise":{"kind":"white"}}""", "there is no noise \"white\"; the kinds are fractal, ridged, warped")]
    [InlineData("""{"generator":"terrain","noise":{"colour":1}}""", "\"colour\" is not a field here; the fields are kind, feature_size, octaves, gain, warp")]
    [InlineData("""{"generator":"terrain","erosion":{"droplets":2000000000}}""", "\"droplets\" must be a number from 0 to 4, not 2000000000")]
    [InlineData("""{"generator":"terrain","erosion":{"rounds":1000}}""", "\"rounds\" must be a whole number from 0 to 64, not 1000")]
    [InlineData("""{"generator":"terrain","erosion":[]}""", "\"erosion\" must be an object")]
    [InlineData("""{"generator":"terrain","rivers":{"catchment":0}}""", "\"catchment\" must be a whole number from 1 to 67108864, not 0")]
    [InlineData("""{"generator":"terrain","tile_size":200}""", "\"tile_size\" must be a power of two, not 200")]
    [InlineData("""{"generator":"terrain","tile_size":64}""", "\"tile_size\" must be a whole number from 128 to 2048, not 64")]
    [InlineData("""{"generator":"terrain","width":8192,"height":8192,"tile_size":128,"erosion":{"rounds":64}}""", "give a greater \"tile_size\" (at most 2048) or fewer \"rounds\"")]
    [InlineData("""{"generator":"terrain","width":64,"height":64,"map_bottom":5}""", "\"map_bottom\" means something only with a \"height_map\"")]
    [InlineData("""{"generator":"terrain","water":true}""", "\"water\" is not a field here; the fields are generator, seed, width")]
    public void A_wrong_document_is_refused_with_field_and_limit(string document, string expected) => AssertRefused(document, NoFiles.Instance, expected);

    [Theory]
    [InlineData("ncols 16\n1 2 3", "m.asc, line 2, column 1: there is no line \"nrows\" before the heights")]
    [InlineData("ncols 5\n", "m.asc, line 1, column 1: \"ncols\" must be a whole number from 16 to 8192")]
    [InlineData("ncols\n", "m.asc, line 1, column 1: after \"ncols\" there must be a number")]
    [InlineData("ncols 16\nnrows 16\n1 2 x", "m.asc, line 3, column 5: this is not a number")]
    [InlineData("ncols 16\nnrows 16\n1 2 99999", "m.asc, line 3, column 5: a height must be from -12000 to 12000 metres")]
    [InlineData("ncols 16\nnrows 16\n1 2 3\n4\n", "the grid ends after 4 of 256 heights")]
    public void A_wrong_grid_is_refused_with_its_place(string grid, string expected) =>
        AssertRefused("""{"generator":"terrain","height_map":"m.asc"}""", new OneFile(Encoding.ASCII.GetBytes(grid)), expected);

    [Fact]
    public void A_grid_with_too_many_heights_and_one_without_any_are_refused()
    {
        var many = "ncols 16\nnrows 16\n" + string.Join('\n', Enumerable.Repeat("1 2 3 4 5 6 7 8", 33));
        AssertRefused("""{"generator":"terrain","height_map":"m.asc"}""", new OneFile(Encoding.ASCII.GetBytes(many)), "there are more heights than the 256 of ncols times nrows");
        var none = "ncols 16\nnrows 16\nNODATA_value -9999\n" + string.Join('\n', Enumerable.Repeat("-9999", 256));
        AssertRefused("""{"generator":"terrain","height_map":"m.asc"}""", new OneFile(Encoding.ASCII.GetBytes(none)), "no cell has a height");
    }

    [Theory]
    [InlineData("m.tif", "m.tif: a height map is an ESRI ASCII grid (.asc) or a PNG (.png)")]
    [InlineData("m.png", "m.png: not a readable PNG: it does not begin as a PNG does")]
    public void An_unreadable_picture_is_refused(string name, string expected) =>
        AssertRefused($$"""{"generator":"terrain","height_map":"{{name}}"}""", new OneFile([1, 2, 3]), expected);

    [Fact]
    public void A_map_has_no_noise() =>
        AssertRefused("""{"generator":"terrain","height_map":"m.asc","width":64}""", new OneFile([]), "a document with a \"height_map\" has no \"noise\", \"width\" or \"height\"");

    private static void AssertRefused(string document, IInputFiles files, string expected)
    {
        var e = Assert.Throws<InputException>(() => new ProceduralGenerationKernel().Plan(Encoding.UTF8.GetBytes(document), files));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    private sealed class OneFile(byte[] bytes) : IInputFiles
    {
        public ReadOnlyMemory<byte> Read(string name) => bytes;
    }
}
