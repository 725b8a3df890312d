using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.Images;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.ProceduralGeneration;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

/// <summary>Files that go in and files that come out.</summary>
public sealed class TerrainFilesTests : IDisposable
{
    private const string Untouched = "\"erosion\":{\"rounds\":0,\"thermal_steps\":0},\"rivers\":{\"lake_cells\":1}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("p2c2r");

    [Fact]
    public void A_16_bit_picture_that_nothing_happens_to_keeps_its_heights()
    {
        const int Width = 33, Height = 21;
        var random = new Random(9);
        var greys = Enumerable.Range(0, Width * Height).Select(_ => (ushort)random.Next(65_536)).ToArray();
        using (var file = File.Create(Path.Combine(_folder.FullName, "in.png"))) PngWriter.WriteGrey(file, Width, Height, greys);
        var run = TerrainRun.Of($$"""{"generator":"terrain","height_map":"in.png","map_bottom":-100,"relief":800,{{Untouched}}}""", new FilesIn(_folder.FullName));
        Assert.Equal((Width, Height), (run.Width, run.Height));
        for (var i = 0; i < greys.Length; i++) Assert.Equal(-100 + (greys[i] * 800.0 / 65_535), MetresAt(run, i % Width, i / Width), 0.02);
    }

    [Fact]
    public void A_real_grid_that_nothing_happens_to_keeps_its_heights()
    {
        var folder = RealData.Require("terrain");
        const string Name = "srtm_boulder_240x144.asc";
        var run = TerrainRun.Of($$"""{"generator":"terrain","height_map":"{{Name}}",{{Untouched}}}""", new FilesIn(folder));
        var numbers = File.ReadLines(Path.Combine(folder, Name)).SkipWhile(static l => char.IsAsciiLetter(l[0])).SelectMany(static l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        Assert.Equal(240 * 144, numbers.Count);
        for (var i = 0; i < numbers.Count; i++) Assert.Equal(double.Parse(numbers[i], CultureInfo.InvariantCulture), MetresAt(run, i % 240, i / 240), 0.05);
    }

    [Fact]
    public void What_is_written_can_be_read_again()
    {
        var kernel = new ProceduralGenerationKernel();
        var plan = kernel.Plan(Encoding.UTF8.GetBytes("""{"generator":"terrain","width":150,"height":90,"erosion":{"rounds":1}}"""), NoFiles.Instance);
        using var canonical = new MemoryStream();
        Assert.Null(new LocalRun(kernel, plan, 1, null, TestContext.Current.CancellationToken).Run(canonical).Failure);
        canonical.Position = 0;
        var presentation = kernel.Present(plan, canonical, _folder.FullName);
        Assert.Equal(["heights.png", "preview.png", "terrain.glb", "terrain.json"], presentation.Files);

        var heights = PngReader.Read(ReadFile("heights.png"), "heights.png", 256);
        Assert.Equal((150, 90, 16, 1), (heights.Width, heights.Height, heights.BitDepth, heights.Channels));
        for (var i = 0; i < heights.Samples.Length; i++) Assert.Equal(BinaryPrimitives.ReadUInt16LittleEndian(canonical.GetBuffer().AsSpan(24 + (2 * i))), heights.Samples[i]);
        var preview = PngReader.Read(ReadFile("preview.png"), "preview.png", 256);
        Assert.Equal((150, 90, 3), (preview.Width, preview.Height, preview.Channels));
        var mesh = MeshFile.Read("terrain.glb", new FilesIn(_folder.FullName));
        Assert.Equal(2 * 149 * 89, mesh.Indices.Length / 3);
        var facts = JsonNode.Parse(ReadFile("terrain.json"))!;
        Assert.Equal(150 * 90, facts["biome_cells"]!.AsObject().Sum(static b => (int)b.Value!));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static double MetresAt(TerrainRun run, int x, int y)
    {
        double low = BinaryPrimitives.ReadInt32LittleEndian(run.Canonical.AsSpan(12)), high = BinaryPrimitives.ReadInt32LittleEndian(run.Canonical.AsSpan(16));
        return (low + (run.HeightAt(x, y) * (high - low) / 65_535)) / 4096;
    }

    private byte[] ReadFile(string name) => File.ReadAllBytes(Path.Combine(_folder.FullName, name));
}
