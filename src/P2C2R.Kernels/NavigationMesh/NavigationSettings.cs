using P2C2R.Kernels.Canonical;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>How a navigation mesh is built, in voxels: what the document says in the mesh's unit of length, rounded to the safe side.</summary>
internal sealed record NavigationSettings
{
    /// <summary>Bytes of the canonical form.</summary>
    public const int Size = (5 * 8) + (11 * 4);

    /// <summary>Corners of a polygon, at most; seams between tiles may add more.</summary>
    public const int MostPolygonCorners = 16;

    /// <summary>Cells of a tile's side, at least.</summary>
    public const int LeastTileCells = 16;

    /// <summary>Cells of a tile's side, at most.</summary>
    public const int MostTileCells = 1024;

    /// <summary>Cells of a map's side, at most.</summary>
    public const int MostMapCells = 1 << 14;

    /// <summary>Cells of an agent's radius, at most.</summary>
    public const int MostRadius = 64;

    /// <summary>Voxels of an agent's height, at most.</summary>
    public const int MostHeight = 4096;

    /// <summary>Side of a cell, in the mesh's unit of length.</summary>
    public required double CellSize { get; init; }

    /// <summary>Height of a voxel, in the mesh's unit of length.</summary>
    public required double CellHeight { get; init; }

    /// <summary>The corner from which cells are counted.</summary>
    public required (double X, double Y, double Z) Origin { get; init; }

    /// <summary>Voxels of free height that an agent needs.</summary>
    public required int Height { get; init; }

    /// <summary>Voxels that it can step up or down; less than <see cref="Height"/>, so that a place has one neighbour to a side.</summary>
    public required int Climb { get; init; }

    /// <summary>Cells that its middle stays away from walls and edges.</summary>
    public required int Radius { get; init; }

    /// <summary>Steepest slope to walk on, in thousandths of a degree.</summary>
    public required int SlopeMillidegrees { get; init; }

    /// <summary>Places with fewer cells that nothing leads to are left out.</summary>
    public required int MinRegionArea { get; init; }

    /// <summary>Regions with fewer cells are merged with a neighbour.</summary>
    public required int MergeRegionArea { get; init; }

    /// <summary>How far an outline may lie from the cells' edges, in thousandths of a cell.</summary>
    public required int EdgeErrorMillicells { get; init; }

    /// <summary>Corners of a polygon, 3 to <see cref="MostPolygonCorners"/>.</summary>
    public required int PolygonCorners { get; init; }

    /// <summary>Cells of a tile's side.</summary>
    public required int TileCells { get; init; }

    /// <summary>Cells of the map along x.</summary>
    public required int MapWidth { get; init; }

    /// <summary>Cells of the map along z.</summary>
    public required int MapDepth { get; init; }

    /// <summary>Cells around a tile that decide what is in it: erosion reaches that far, ledges one more, seams look one further.</summary>
    public int Border => Radius + 3;

    /// <summary>Writes the canonical form.</summary>
    public void Write(CanonicalWriter writer)
    {
        foreach (var value in (double[])[CellSize, CellHeight, Origin.X, Origin.Y, Origin.Z]) writer.I64(BitConverter.DoubleToInt64Bits(value));
        foreach (var value in (int[])[Height, Climb, Radius, SlopeMillidegrees, MinRegionArea, MergeRegionArea, EdgeErrorMillicells, PolygonCorners, TileCells, MapWidth, MapDepth]) writer.I32(value);
    }

    /// <summary>Reads the canonical form; null where it isn't one.</summary>
    public static NavigationSettings? Read(ref CanonicalReader reader)
    {
        var settings = new NavigationSettings
        {
            CellSize = BitConverter.Int64BitsToDouble(reader.I64()),
            CellHeight = BitConverter.Int64BitsToDouble(reader.I64()),
            Origin = (BitConverter.Int64BitsToDouble(reader.I64()), BitConverter.Int64BitsToDouble(reader.I64()), BitConverter.Int64BitsToDouble(reader.I64())),
            Height = reader.I32(),
            Climb = reader.I32(),
            Radius = reader.I32(),
            SlopeMillidegrees = reader.I32(),
            MinRegionArea = reader.I32(),
            MergeRegionArea = reader.I32(),
            EdgeErrorMillicells = reader.I32(),
            PolygonCorners = reader.I32(),
            TileCells = reader.I32(),
            MapWidth = reader.I32(),
            MapDepth = reader.I32(),
        };
        return !reader.Failed && settings.IsValid ? settings : null;
    }

    private bool IsValid =>
        CellSize is >= 1e-6 and <= 1e9 && CellHeight is >= 1e-6 and <= 1e9
        && double.IsFinite(Origin.X) && double.IsFinite(Origin.Y) && double.IsFinite(Origin.Z)
        && Height is >= 1 and <= MostHeight && Climb >= 0 && Climb < Height && Radius is >= 0 and <= MostRadius
        && SlopeMillidegrees is >= 0 and < 90_000 && MinRegionArea >= 0 && MergeRegionArea >= 0 && EdgeErrorMillicells is >= 0 and <= 10_000
        && PolygonCorners is >= 3 and <= MostPolygonCorners && TileCells is >= LeastTileCells and <= MostTileCells
        && MapWidth is >= 1 and <= MostMapCells && MapDepth is >= 1 and <= MostMapCells;
}
