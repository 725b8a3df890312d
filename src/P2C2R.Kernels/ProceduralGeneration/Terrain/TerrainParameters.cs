using System.Numerics;
using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>A document's parameters as slices carry them: lengths in units, everything within its limits.</summary>
internal sealed record TerrainParameters
{
    /// <summary>Cells on a side, least and most.</summary>
    public const int MinSide = 16, MaxSide = 8192;

    /// <summary>Heights are whole numbers of this part of a metre: about a quarter of a millimetre.</summary>
    public const int UnitsPerMetre = 4096;

    /// <summary>Highest and lowest height of a map, in metres from 0.</summary>
    public const int MaxMetres = 100_000;

    /// <summary>Side of a tile, least and most; a power of two, so that the tiles of all levels are made of whole blocks.</summary>
    public const int MinTile = 128, MaxTile = 2048;

    /// <summary>Largest seed: what every JSON library reads exactly.</summary>
    public const long MaxSeed = (1L << 53) - 1;

    /// <summary>Sea level where there is no sea.</summary>
    public const int NoSea = int.MinValue;

    /// <summary>Limits of the others.</summary>
    public const int MaxOctaves = 14, MaxRounds = 64, MaxThermalSteps = 8, MaxDropletsPerBlock = 16_384;

    /// <summary>Limits of lengths, in metres or cells.</summary>
    public const double MinCellSize = 0.01, MaxCellSize = 1000, MinFeature = 4, MaxFeature = 65_536, MaxWarp = 4, MaxTalus = 10;

    /// <summary>What all random numbers are a function of.</summary>
    public required long Seed { get; init; }

    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>Side of a tile at level 0. No output byte depends on it.</summary>
    public required int TileSide { get; init; }

    /// <summary>Side of a cell, in metres.</summary>
    public required double CellSize { get; init; }

    /// <summary>Where heights come from.</summary>
    public required NoiseKind Noise { get; init; }

    /// <summary>Cells across the largest feature.</summary>
    public double FeatureSize { get; init; } = 256;

    /// <summary>Octaves of noise.</summary>
    public int Octaves { get; init; } = 1;

    /// <summary>An octave's amplitude as a part of that of the one before.</summary>
    public double Gain { get; init; } = 0.5;

    /// <summary>How far coordinates are shifted, in feature sizes.</summary>
    public double Warp { get; init; }

    /// <summary>Height that the 16-bit value 0 stands for, in units.</summary>
    public required int Low { get; init; }

    /// <summary>Height that the 16-bit value 65,535 stands for, in units.</summary>
    public required int High { get; init; }

    /// <summary>Height of noise 1 (0 is height 0), in units.</summary>
    public int Relief { get; init; }

    /// <summary>Cells at or below it are sea, in units; <see cref="NoSea"/> for none.</summary>
    public int SeaLevel { get; init; } = NoSea;

    /// <summary>Rounds of erosion at each level.</summary>
    public int Rounds { get; init; }

    /// <summary>Droplets that start in each block in each round.</summary>
    public int DropletsPerBlock { get; init; }

    /// <summary>Steps of thermal erosion before each round, and at the end.</summary>
    public int ThermalSteps { get; init; }

    /// <summary>Slope (height over distance) that scree doesn't hold.</summary>
    public double Talus { get; init; } = 1;

    /// <summary>Cells that must drain through one before it is a river.</summary>
    public int RiverCatchment { get; init; } = 1;

    /// <summary>Cells that a hollow must have to be a lake; a smaller one is filled up.</summary>
    public int LakeCells { get; init; } = 1;

    /// <summary>Writes the canonical bytes.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.I64(Seed);
        foreach (var value in (int[])[Width, Height, TileSide]) writer.I32(value);
        writer.U8((byte)Noise);
        foreach (var value in (double[])[CellSize, FeatureSize, Gain, Warp, Talus]) writer.I64(BitConverter.DoubleToInt64Bits(value));
        foreach (var value in (int[])[Octaves, Low, High, Relief, SeaLevel, Rounds, DropletsPerBlock, ThermalSteps, RiverCatchment, LakeCells]) writer.I32(value);
    }

    /// <summary>Reads canonical bytes; null where they are none or something is out of its limits.</summary>
    public static TerrainParameters? Read(ref CanonicalReader reader)
    {
        var parameters = new TerrainParameters
        {
            Seed = reader.I64(),
            Width = reader.I32(),
            Height = reader.I32(),
            TileSide = reader.I32(),
            Noise = (NoiseKind)reader.U8(),
            CellSize = F64(ref reader),
            FeatureSize = F64(ref reader),
            Gain = F64(ref reader),
            Warp = F64(ref reader),
            Talus = F64(ref reader),
            Octaves = reader.I32(),
            Low = reader.I32(),
            High = reader.I32(),
            Relief = reader.I32(),
            SeaLevel = reader.I32(),
            Rounds = reader.I32(),
            DropletsPerBlock = reader.I32(),
            ThermalSteps = reader.I32(),
            RiverCatchment = reader.I32(),
            LakeCells = reader.I32(),
        };
        return !reader.Failed && parameters.AreWithinLimits ? parameters : null;
    }

    private bool AreWithinLimits =>
        Width is >= MinSide and <= MaxSide && Height is >= MinSide and <= MaxSide
        && TileSide is >= MinTile and <= MaxTile && BitOperations.IsPow2(TileSide)
        && Seed is >= 0 and <= MaxSeed && Noise <= NoiseKind.Map
        && CellSize is >= MinCellSize and <= MaxCellSize && FeatureSize is >= MinFeature and <= MaxFeature
        && Gain is >= 0 and <= 1 && Warp is >= 0 and <= MaxWarp && Talus is >= 0 and <= MaxTalus
        && Octaves is >= 1 and <= MaxOctaves && Rounds is >= 0 and <= MaxRounds
        && DropletsPerBlock is >= 0 and <= MaxDropletsPerBlock && ThermalSteps is >= 0 and <= MaxThermalSteps
        && IsHeight(Low) && IsHeight(High) && Low < High && IsHeight(Relief) && (SeaLevel == NoSea || IsHeight(SeaLevel))
        && RiverCatchment >= 1 && LakeCells >= 1;

    private static bool IsHeight(int units) => units is >= -MaxMetres * UnitsPerMetre and <= MaxMetres * UnitsPerMetre;

    private static double F64(ref CanonicalReader reader) => BitConverter.Int64BitsToDouble(reader.I64());
}
