using System.Buffers.Binary;
using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Kernels.ProceduralGeneration;

namespace P2C2R.Tests.Kernels.ProceduralGeneration.Terrain;

/// <summary>Runs a document here and reads the layers of its canonical output by what docs/kernels/procedural-generation.md says of them.</summary>
internal sealed class TerrainRun
{
    private const int HeaderSize = 24;

    private TerrainRun(byte[] canonical) => Canonical = canonical;

    public byte[] Canonical { get; }

    public int Width => BinaryPrimitives.ReadInt32LittleEndian(Canonical.AsSpan(4));

    public int Height => BinaryPrimitives.ReadInt32LittleEndian(Canonical.AsSpan(8));

    public int SeaLevel => BinaryPrimitives.ReadInt32LittleEndian(Canonical.AsSpan(20));

    public int HeightAt(int x, int y) => BinaryPrimitives.ReadUInt16LittleEndian(Canonical.AsSpan(HeaderSize + (2 * ((y * Width) + x))));

    public byte BiomeAt(int x, int y) => Canonical[HeaderSize + (2 * Width * Height) + (y * Width) + x];

    public byte WaterAt(int x, int y) => Canonical[HeaderSize + (3 * Width * Height) + (y * Width) + x];

    public static TerrainRun Of(string document, IInputFiles? files = null, int threads = 1)
    {
        var kernel = new ProceduralGenerationKernel();
        using var canonical = new MemoryStream();
        var plan = kernel.Plan(Encoding.UTF8.GetBytes(document), files ?? NoFiles.Instance);
        var merged = new LocalRun(kernel, plan, threads, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        return new TerrainRun(canonical.ToArray());
    }
}
