using System.Numerics;
using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>The input document of <see cref="TerrainGenerator"/>; docs/kernels/procedural-generation.md describes the fields.</summary>
internal sealed class TerrainDocument
{
    private const string Fields = "generator, seed, width, height, cell_size, relief, sea_level, noise, height_map, map_bottom, erosion, rivers, tile_size";
    private const double MaxRelief = 9_000;
    private const double MaxDroplets = 4;

    // What is a little above and below the nominal range still has a 16-bit value of its own.
    private const int MarginParts = 32;

    private long _seed;
    private int? _width, _height, _tileSize;
    private double? _relief, _seaLevel, _mapBottom;
    private double _cellSize = 10;
    private string? _mapFile;
    private NoiseKind _noise = NoiseKind.Warped;
    private bool _hasNoise;
    private double? _featureSize;
    private int _octaves = 10;
    private double _gain = 0.5, _warp = 0.25;
    private double _droplets = 0.5, _talus = 0.7;
    private int _rounds = 3, _thermalSteps = 3;
    private int? _catchment, _lakeCells;

    private TerrainDocument()
    {
    }

    /// <summary>What slices carry.</summary>
    public TerrainParameters Parameters { get; private set; } = null!;

    /// <summary>Canonical bytes of the given height map; null where heights come from noise.</summary>
    public byte[]? HeightMap { get; private set; }

    /// <summary>Reads a document and the file that it may name.</summary>
    /// <exception cref="InputException">Something in it is wrong.</exception>
    public static TerrainDocument Read(ReadOnlySpan<byte> bytes, IInputFiles files)
    {
        var document = new TerrainDocument();
        var json = new DocumentReader(bytes);
        json.ReadDocument(document.Take, (ref DocumentReader reader) => document.Complete(ref reader, files));
        return document;
    }

    private void Take(ref DocumentReader json, string field)
    {
        switch (field)
        {
            case "generator": json.ReadString(field); break;
            case "seed": _seed = json.ReadInteger(field, 0, TerrainParameters.MaxSeed); break;
            case "width": _width = (int)json.ReadInteger(field, TerrainParameters.MinSide, TerrainParameters.MaxSide); break;
            case "height": _height = (int)json.ReadInteger(field, TerrainParameters.MinSide, TerrainParameters.MaxSide); break;
            case "cell_size": _cellSize = json.ReadNumber(field, TerrainParameters.MinCellSize, TerrainParameters.MaxCellSize); break;
            case "relief": _relief = json.ReadNumber(field, 1, MaxRelief); break;
            case "sea_level": _seaLevel = json.ReadNumber(field, -MaxRelief, MaxRelief); break;
            case "map_bottom": _mapBottom = json.ReadNumber(field, -MaxRelief, MaxRelief); break;
            case "height_map": _mapFile = json.ReadString(field); break;
            case "noise": ReadNoise(ref json, field); break;
            case "erosion": ReadErosion(ref json, field); break;
            case "rivers": ReadRivers(ref json, field); break;
            case "tile_size": _tileSize = ReadTileSize(ref json, field); break;
            default: throw json.Unknown(field, Fields);
        }
    }

    private static int ReadTileSize(ref DocumentReader json, string field)
    {
        var side = (int)json.ReadInteger(field, TerrainParameters.MinTile, TerrainParameters.MaxTile);
        return BitOperations.IsPow2(side) ? side : throw json.Wrong($"\"{field}\" must be a power of two, not {side}");
    }

    private void ReadNoise(ref DocumentReader json, string parent)
    {
        _hasNoise = true;
        var seen = new HashSet<string>();
        json.ReadObjectStart(parent);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "kind": _noise = ReadKind(ref json, field); break;
                case "feature_size": _featureSize = json.ReadNumber(field, TerrainParameters.MinFeature, TerrainParameters.MaxFeature); break;
                case "octaves": _octaves = (int)json.ReadInteger(field, 1, TerrainParameters.MaxOctaves); break;
                case "gain": _gain = json.ReadNumber(field, 0, 1); break;
                case "warp": _warp = json.ReadNumber(field, 0, TerrainParameters.MaxWarp); break;
                default: throw json.Unknown(field, "kind, feature_size, octaves, gain, warp");
            }
        }
    }

    private static NoiseKind ReadKind(ref DocumentReader json, string field) => json.ReadString(field) switch
    {
        "fractal" => NoiseKind.Fractal,
        "ridged" => NoiseKind.Ridged,
        "warped" => NoiseKind.Warped,
        var other => throw json.Wrong($"there is no noise \"{other}\"; the kinds are fractal, ridged, warped"),
    };

    private void ReadErosion(ref DocumentReader json, string parent)
    {
        var seen = new HashSet<string>();
        json.ReadObjectStart(parent);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "droplets": _droplets = json.ReadNumber(field, 0, MaxDroplets); break;
                case "rounds": _rounds = (int)json.ReadInteger(field, 0, TerrainParameters.MaxRounds); break;
                case "thermal_steps": _thermalSteps = (int)json.ReadInteger(field, 0, TerrainParameters.MaxThermalSteps); break;
                case "talus": _talus = json.ReadNumber(field, 0, TerrainParameters.MaxTalus); break;
                default: throw json.Unknown(field, "droplets, rounds, thermal_steps, talus");
            }
        }
    }

    private void ReadRivers(ref DocumentReader json, string parent)
    {
        const int MostCells = TerrainParameters.MaxSide * TerrainParameters.MaxSide;
        var seen = new HashSet<string>();
        json.ReadObjectStart(parent);
        while (json.NextField(seen, out var field))
        {
            switch (field)
            {
                case "catchment": _catchment = (int)json.ReadInteger(field, 1, MostCells); break;
                case "lake_cells": _lakeCells = (int)json.ReadInteger(field, 1, MostCells); break;
                default: throw json.Unknown(field, "catchment, lake_cells");
            }
        }
    }

    private void Complete(ref DocumentReader json, IInputFiles files)
    {
        if (_mapFile is null) CompleteNoise(ref json);
        else CompleteMap(ref json, files, _mapFile);
    }

    private void CompleteNoise(ref DocumentReader json)
    {
        if (_width is not { } width || _height is not { } height) throw json.Wrong($"the field \"{(_width is null ? "width" : "height")}\" is missing; or give a \"height_map\"");
        if (_mapBottom is not null) throw json.Wrong("\"map_bottom\" means something only with a \"height_map\"");
        var featureSize = _featureSize ?? Math.Max(TerrainParameters.MinFeature, Math.Max(width, height) / 2.0);
        var relief = _relief ?? Math.Clamp(featureSize * _cellSize * 0.2, 1, MaxRelief);
        var units = ToUnits(relief);
        Parameters = Build(width, height, -units / MarginParts, units + (units / MarginParts), _seaLevel ?? relief * 0.3) with
        {
            Noise = _noise,
            FeatureSize = featureSize,
            Relief = units,
            Warp = _noise == NoiseKind.Fractal ? 0 : _warp,
        };
    }

    private void CompleteMap(ref DocumentReader json, IInputFiles files, string name)
    {
        if (_hasNoise || _width is not null || _height is not null) throw json.Wrong("a document with a \"height_map\" has no \"noise\", \"width\" or \"height\"; remove them");
        var (width, height, cells) = HeightMapFile.Read(files.Read(name), name, ToUnits(_mapBottom ?? 0), ToUnits(_relief ?? 1000));
        var (low, high) = (cells.Min(), cells.Max());
        var margin = ((high - low) / MarginParts) + 1;
        HeightMap = ProceduralGeneration.Terrain.HeightMap.Write(width, height, cells);
        Parameters = Build(width, height, low - margin, high + margin, _seaLevel) with { Noise = NoiseKind.Map, FeatureSize = Math.Max(TerrainParameters.MinFeature, Math.Max(width, height) / 2.0), Octaves = 1 };
    }

    private TerrainParameters Build(int width, int height, int low, int high, double? seaLevel) => new()
    {
        Seed = _seed,
        Width = width,
        Height = height,
        TileSide = _tileSize ?? Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(width, height) / 8), TerrainParameters.MinTile, 512),
        CellSize = _cellSize,
        Noise = _noise,
        Octaves = _octaves,
        Gain = _gain,
        Low = low,
        High = high,
        SeaLevel = seaLevel is { } sea ? ToUnits(sea) : TerrainParameters.NoSea,
        Rounds = _rounds,
        DropletsPerBlock = _rounds == 0 ? 0 : (int)Math.Min(TerrainParameters.MaxDropletsPerBlock, _droplets * DropletErosion.BlockSide * DropletErosion.BlockSide / _rounds),
        ThermalSteps = _thermalSteps,
        Talus = _talus,
        RiverCatchment = _catchment ?? Math.Max(64, width * height / 1500),
        LakeCells = _lakeCells ?? Math.Max(16, width * height / 65_536),
    };

    private static int ToUnits(double metres) => (int)(metres * TerrainParameters.UnitsPerMetre);
}
