using System.Buffers.Binary;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.NavigationMesh.Search;
using P2C2R.Protocol;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// Cuts a document into slices: one for each tile with triangles, with just the triangles that matter to it, one that joins
/// them, and the queries in their order. Whoever changes a corner of a world has only the tiles there built again.
/// </summary>
internal static class NavigationPlanner
{
    private const int QueriesPerSlice = 64;

    // Of an output, in rough country; indoors there are fewer bytes.
    private const int CellsPerByte = 4;

    // So that 0.6 / 0.2, which isn't quite 3, is 3 cells.
    private const double Rounding = 1e-6;

    /// <summary>Plans.</summary>
    public static TaskPlan Plan(KernelId kernel, ReadOnlyMemory<byte> bytes, IInputFiles files)
    {
        var document = NavigationDocument.Read(bytes.Span, files);
        var settings = SettingsOf(document);
        var slices = new List<PlannedSlice>();
        var blobs = new Dictionary<Sha256Hash, ReadOnlyMemory<byte>>();
        foreach (var (job, triangles) in Tiles(settings, document.Mesh)) slices.Add(PlanTile(job, triangles, blobs));
        var tiles = slices.Count;
        var joining = NavigationUnits.OfJoin(settings);
        slices.Add(new PlannedSlice(JoinJob.Write(settings), [], [.. Enumerable.Range(0, tiles)], joining, joining) { OutputBytes = (long)settings.MapWidth * settings.MapDepth / CellsPerByte });
        var queries = document.Queries.ConvertAll(q => ToQuery(settings, q.Start, q.Goal));
        foreach (var batch in queries.Chunk(QueriesPerSlice))
        {
            var units = batch.Sum(NavigationUnits.OfQuery);
            slices.Add(new PlannedSlice(new PathJob(document.IsFast, batch).Write(), [], [tiles], units, units) { OutputBytes = batch.Sum(MeshAnswerFormat.ExpectedBytes) });
        }

        // Tiles are only for the slice that joins them.
        for (var i = 0; i < tiles; i++) slices[i] = slices[i] with { Deliver = false };
        return new TaskPlan(kernel, bytes, slices, blobs, new PlannedNavigation(settings, document.Mesh, document, queries, tiles));
    }

    /// <summary>A query in fine units.</summary>
    public static MeshQuery ToQuery(NavigationSettings settings, double[] start, double[] goal) => new(
        new Point(Fine(start[0] - settings.Origin.X, settings.CellSize), Fine(start[2] - settings.Origin.Z, settings.CellSize)),
        Fine(start[1] - settings.Origin.Y, settings.CellHeight),
        new Point(Fine(goal[0] - settings.Origin.X, settings.CellSize), Fine(goal[2] - settings.Origin.Z, settings.CellSize)),
        Fine(goal[1] - settings.Origin.Y, settings.CellHeight));

    private static int Fine(double length, double unit) => (int)Math.Floor(Math.Clamp(length / unit * Point.PerCell, -(1 << 24), 1 << 24) + 0.5);

    private static PlannedSlice PlanTile(TileJob job, float[] triangles, Dictionary<Sha256Hash, ReadOnlyMemory<byte>> blobs)
    {
        var bytes = new byte[triangles.Length * 4];
        for (var i = 0; i < triangles.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * 4), triangles[i]);
        var units = job.Units(triangles, CancellationToken.None);
        if (units > Limits.MaxUnitsPerSlice) throw new InputException("one tile has too many big triangles; make \"tile_size\" smaller or \"cell_size\" bigger");
        var length = (long)job.Area.Width * job.Area.Depth / CellsPerByte;
        if (TileJob.IsInline(bytes.Length)) return new PlannedSlice(job.Write(bytes), [], [], units, units) { OutputBytes = length };
        var hash = Sha256Hash.Of(bytes);
        blobs[hash] = bytes;
        return new PlannedSlice(job.Write(bytes), [hash], [], units, units) { OutputBytes = length };
    }

    private static NavigationSettings SettingsOf(NavigationDocument document)
    {
        var (least, greatest) = Bounds(document.Mesh);
        var width = Cells(greatest[0] - least[0], document.CellSize);
        var depth = Cells(greatest[2] - least[2], document.CellSize);
        var height = (greatest[1] - least[1]) / document.CellHeight;
        if (Math.Max(width, depth) > NavigationSettings.MostMapCells) throw new InputException($"the mesh is {width:F0} x {depth:F0} cells big, at most {NavigationSettings.MostMapCells} a side are possible; make \"cell_size\" bigger");
        if (height >= Building.Heightfield.MostVoxels) throw new InputException($"the mesh is {height:F0} voxels high, at most {Building.Heightfield.MostVoxels - 1} are possible; make \"cell_height\" bigger");
        var tiles = Math.Ceiling(width / document.TileSize) * Math.Ceiling(depth / document.TileSize);
        if (tiles > Limits.MaxDependenciesPerSlice) throw new InputException($"the map would have {tiles:F0} tiles, at most {Limits.MaxDependenciesPerSlice} are possible; make \"tile_size\" or \"cell_size\" bigger");
        var settings = new NavigationSettings
        {
            CellSize = document.CellSize,
            CellHeight = document.CellHeight,
            Origin = (least[0], least[1], least[2]),
            Height = (int)Math.Ceiling((document.AgentHeight / document.CellHeight) - Rounding),
            Climb = (int)Math.Floor((document.AgentClimb / document.CellHeight) + Rounding),
            Radius = (int)Math.Ceiling((document.AgentRadius / document.CellSize) - Rounding),
            SlopeMillidegrees = (int)((document.AgentSlope * 1000) + 0.5),
            MinRegionArea = document.MinRegionArea,
            MergeRegionArea = document.MergeRegionArea,
            EdgeErrorMillicells = (int)((document.EdgeError * 1000) + 0.5),
            PolygonCorners = document.PolygonCorners,
            TileCells = document.TileSize,
            MapWidth = (int)width,
            MapDepth = (int)depth,
        };
        if (settings.Radius > NavigationSettings.MostRadius) throw new InputException($"\"agent_radius\" is {settings.Radius} cells, at most {NavigationSettings.MostRadius} are possible; make \"cell_size\" bigger");
        if (settings.Height > NavigationSettings.MostHeight) throw new InputException($"\"agent_height\" is {settings.Height} voxels, at most {NavigationSettings.MostHeight} are possible; make \"cell_height\" bigger");
        if (settings.Climb >= settings.Height) throw new InputException("\"agent_climb\" must be less than \"agent_height\" by at least a voxel");
        return settings;
    }

    private static double Cells(double length, double cellSize) => Math.Max(1, Math.Ceiling((length / cellSize) - Rounding));

    private static (double[] Least, double[] Greatest) Bounds(TriangleMesh mesh)
    {
        double[] least = [double.MaxValue, double.MaxValue, double.MaxValue], greatest = [double.MinValue, double.MinValue, double.MinValue];
        foreach (var index in mesh.Indices)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                least[axis] = Math.Min(least[axis], mesh.Positions[(index * 3) + axis]);
                greatest[axis] = Math.Max(greatest[axis], mesh.Positions[(index * 3) + axis]);
            }
        }

        return (least, greatest);
    }

    /// <summary>Tiles that have triangles, row by row, each with those over it and its border, in the order of the file.</summary>
    private static IEnumerable<(TileJob Job, float[] Triangles)> Tiles(NavigationSettings settings, TriangleMesh mesh)
    {
        var columns = (settings.MapWidth + settings.TileCells - 1) / settings.TileCells;
        var rows = (settings.MapDepth + settings.TileCells - 1) / settings.TileCells;
        var triangles = new List<float>?[columns * rows];
        var corners = new float[9];
        for (var i = 0; i < mesh.Indices.Length; i += 3)
        {
            for (var j = 0; j < 3; j++) mesh.Positions.AsSpan(mesh.Indices[i + j] * 3, 3).CopyTo(corners.AsSpan(j * 3));
            if (HasNoArea(corners)) continue;
            var (left, right) = Range(settings, corners[0], corners[3], corners[6], settings.Origin.X, columns);
            var (near, far) = Range(settings, corners[2], corners[5], corners[8], settings.Origin.Z, rows);
            for (var z = near; z <= far; z++)
            {
                for (var x = left; x <= right; x++) (triangles[x + (z * columns)] ??= []).AddRange(corners);
            }
        }

        if (Array.TrueForAll(triangles, static t => t is null)) throw new InputException("no triangle of the mesh has an area");
        for (var i = 0; i < triangles.Length; i++)
        {
            if (triangles[i] is { } own) yield return (new TileJob(settings, i % columns, i / columns), [.. own]);
        }
    }

    private static (int First, int Last) Range(NavigationSettings settings, float a, float b, float c, double origin, int count)
    {
        var first = Math.Floor((Math.Min(a, Math.Min(b, c)) - origin) / settings.CellSize) - settings.Border - 1;
        var last = Math.Floor((Math.Max(a, Math.Max(b, c)) - origin) / settings.CellSize) + settings.Border + 1;
        return ((int)Math.Clamp(Math.Floor(first / settings.TileCells), 0, count - 1), (int)Math.Clamp(Math.Floor(last / settings.TileCells), 0, count - 1));
    }

    private static bool HasNoArea(float[] t)
    {
        double abX = (double)t[3] - t[0], abY = (double)t[4] - t[1], abZ = (double)t[5] - t[2];
        double acX = (double)t[6] - t[0], acY = (double)t[7] - t[1], acZ = (double)t[8] - t[2];
        return (abY * acZ) - (abZ * acY) == 0 && (abZ * acX) - (abX * acZ) == 0 && (abX * acY) - (abY * acX) == 0;
    }
}
