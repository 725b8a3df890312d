using System.Buffers.Binary;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>A canonical output, read again for presenting.</summary>
internal sealed class FinishedTerrain
{
    private FinishedTerrain(TerrainParameters parameters, ushort[] heights, byte[] biomes, byte[] water) =>
        (Parameters, Scale, Heights, Biomes, Water) = (parameters, new HeightScale(parameters), heights, biomes, water);

    /// <summary>The parameters.</summary>
    public TerrainParameters Parameters { get; }

    /// <summary>From values to metres.</summary>
    public HeightScale Scale { get; }

    /// <summary>Columns.</summary>
    public int Width => Parameters.Width;

    /// <summary>Rows.</summary>
    public int Height => Parameters.Height;

    /// <summary>Values of <see cref="HeightScale"/>, rows from the top.</summary>
    public ushort[] Heights { get; }

    /// <summary><see cref="Biome"/> of each cell.</summary>
    public byte[] Biomes { get; }

    /// <summary><see cref="WaterCode"/> of each cell.</summary>
    public byte[] Water { get; }

    /// <summary>Reads.</summary>
    /// <param name="parameters">What it was made from.</param>
    /// <param name="canonical">What <see cref="TerrainMerger"/> wrote, from its start.</param>
    public static FinishedTerrain Read(TerrainParameters parameters, Stream canonical)
    {
        canonical.ReadExactly(new byte[TerrainMerger.HeaderSize]);
        var heights = new ushort[parameters.Width * parameters.Height];
        var row = new byte[2 * parameters.Width];
        for (var y = 0; y < parameters.Height; y++)
        {
            canonical.ReadExactly(row);
            for (var x = 0; x < parameters.Width; x++) heights[(y * parameters.Width) + x] = BinaryPrimitives.ReadUInt16LittleEndian(row.AsSpan(2 * x));
        }

        var (biomes, water) = (new byte[heights.Length], new byte[heights.Length]);
        canonical.ReadExactly(biomes);
        canonical.ReadExactly(water);
        return new FinishedTerrain(parameters, heights, biomes, water);
    }

    /// <summary>A cell's height or, where water covers it, about that of the water, in metres.</summary>
    public double SurfaceMetres(int x, int y)
    {
        var cell = (y * Width) + x;
        return Scale.Metres(Math.Max(Heights[cell], Scale.SeaLevel));
    }
}
