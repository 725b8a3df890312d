using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>
/// The navigation mesh: convex polygons, counter-clockwise seen from above, whose sides are either walls or whole sides of
/// neighbours. Sides are numbered through; side s leads from corner <c>CornerOf[s]</c> to the next one of its polygon.
/// </summary>
internal sealed class PolygonMesh
{
    private const int MostCoordinate = 1 << 20;
    private const int CornerBytes = 12;
    private const int LeastPolygonBytes = 16;

    private PolygonMesh(NavigationSettings settings, Corner[] corners, IReadOnlyList<int[]> polygons, CancellationToken cancellation)
    {
        (Settings, Corners) = (settings, corners);
        Start = new int[polygons.Count + 1];
        for (var i = 0; i < polygons.Count; i++) Start[i + 1] = Start[i] + polygons[i].Length;
        CornerOf = new int[Start[^1]];
        PolygonOf = new int[Start[^1]];
        Twin = new int[Start[^1]];
        for (var i = 0; i < polygons.Count; i++)
        {
            cancellation.LookNowAndThen(i);
            polygons[i].CopyTo(CornerOf, Start[i]);
            PolygonOf.AsSpan(Start[i], polygons[i].Length).Fill(i);
        }

        IsProper = Connect(cancellation);
        IsAtWall = FindWalls(cancellation);
        (ComponentOf, ComponentCount) = FindComponents(cancellation);
    }

    /// <summary>How it was built.</summary>
    public NavigationSettings Settings { get; }

    /// <summary>All corners.</summary>
    public Corner[] Corners { get; }

    /// <summary>The first side of each polygon, and behind them how many sides there are.</summary>
    public int[] Start { get; }

    /// <summary>The corner where each side starts.</summary>
    public int[] CornerOf { get; }

    /// <summary>Each side's polygon.</summary>
    public int[] PolygonOf { get; }

    /// <summary>The same side seen from the neighbour, or -1 for a wall.</summary>
    public int[] Twin { get; }

    /// <summary>Corners where a path may turn.</summary>
    public bool[] IsAtWall { get; }

    /// <summary>For each polygon the number of the part of the mesh in which one can walk from anywhere to anywhere.</summary>
    public int[] ComponentOf { get; }

    /// <summary>How many such parts there are.</summary>
    public int ComponentCount { get; }

    /// <summary>How many polygons there are.</summary>
    public int PolygonCount => Start.Length - 1;

    /// <summary>No side is walked twice in the same direction.</summary>
    private bool IsProper { get; }

    /// <summary>Connects polygons.</summary>
    /// <param name="settings">How they were built.</param>
    /// <param name="corners">All corners.</param>
    /// <param name="polygons">Convex, counter-clockwise, as indices of corners.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static PolygonMesh Of(NavigationSettings settings, Corner[] corners, IReadOnlyList<int[]> polygons, CancellationToken cancellation) => new(settings, corners, polygons, cancellation);

    /// <summary>The side after a side, going round its polygon.</summary>
    public int Next(int side)
    {
        var polygon = PolygonOf[side];
        return side + 1 == Start[polygon + 1] ? Start[polygon] : side + 1;
    }

    /// <summary>Twice the area of a polygon seen from above, in cells.</summary>
    public long DoubleAreaOf(int polygon)
    {
        long area = 0;
        var first = Corners[CornerOf[Start[polygon]]];
        for (var side = Start[polygon] + 1; side + 1 < Start[polygon + 1]; side++) area += Corner.Turn(first, Corners[CornerOf[side]], Corners[CornerOf[side + 1]]);
        return area;
    }

    /// <summary>A place in fine units as x, y, z in the mesh's unit of length.</summary>
    public double[] ToUnits(Search.Point place, int height) =>
    [
        Settings.Origin.X + (place.X * Settings.CellSize / Search.Point.PerCell),
        Settings.Origin.Y + (height * Settings.CellHeight / Search.Point.PerCell),
        Settings.Origin.Z + (place.Z * Settings.CellSize / Search.Point.PerCell),
    ];

    /// <summary>The same polygons with only the corners that they use.</summary>
    public PolygonMesh WithoutUnusedCorners(CancellationToken cancellation)
    {
        var numbers = new int[Corners.Length];
        var corners = new List<Corner>();
        var polygons = new List<int[]>();
        for (var polygon = 0; polygon < PolygonCount; polygon++)
        {
            cancellation.LookNowAndThen(polygon);
            var own = CornerOf[Start[polygon]..Start[polygon + 1]];
            for (var i = 0; i < own.Length; i++)
            {
                if (numbers[own[i]] == 0)
                {
                    corners.Add(Corners[own[i]]);
                    numbers[own[i]] = corners.Count;
                }

                own[i] = numbers[own[i]] - 1;
            }

            polygons.Add(own);
        }

        return new PolygonMesh(Settings, [.. corners], polygons, cancellation);
    }

    /// <summary>Writes the canonical form: <c>"P2NM" | settings | i32 corners, x, y, z each | i32 polygons | i32 corners, i32 each</c>.</summary>
    public void Write(CanonicalWriter writer)
    {
        writer.Bytes("P2NM"u8);
        Settings.Write(writer);
        writer.I32(Corners.Length);
        foreach (var corner in Corners) TileFormat.Write(writer, corner);
        writer.I32(PolygonCount);
        for (var polygon = 0; polygon < PolygonCount; polygon++)
        {
            writer.I32(Start[polygon + 1] - Start[polygon]);
            for (var side = Start[polygon]; side < Start[polygon + 1]; side++) writer.I32(CornerOf[side]);
        }
    }

    /// <summary>Reads the canonical form; null where the bytes are something else or no proper mesh.</summary>
    public static PolygonMesh? Read(ReadOnlySpan<byte> bytes, CancellationToken cancellation = default)
    {
        var reader = new CanonicalReader(bytes);
        if (!reader.Take(4).SequenceEqual("P2NM"u8) || NavigationSettings.Read(ref reader) is not { } settings) return null;
        var corners = new Corner[TileFormat.Count(ref reader, CornerBytes)];
        for (var i = 0; i < corners.Length; i++)
        {
            cancellation.LookNowAndThen(i);
            corners[i] = TileFormat.ReadCorner(ref reader);
            if (Math.Max(Math.Abs((long)corners[i].X), Math.Max(Math.Abs((long)corners[i].Y), Math.Abs((long)corners[i].Z))) > MostCoordinate) return null;
        }

        var polygons = new int[TileFormat.Count(ref reader, LeastPolygonBytes)][];
        for (var i = 0; i < polygons.Length; i++)
        {
            cancellation.LookNowAndThen(i);
            polygons[i] = new int[TileFormat.Count(ref reader, 4)];
            for (var j = 0; j < polygons[i].Length; j++) polygons[i][j] = reader.I32();
            if (!IsConvex(corners, polygons[i])) return null;
        }

        if (!reader.AtEnd) return null;
        var mesh = new PolygonMesh(settings, corners, polygons, cancellation);
        return mesh.IsProper ? mesh : null;
    }

    private static bool IsConvex(Corner[] corners, int[] polygon)
    {
        if (polygon.Length < 3 || Array.Exists(polygon, i => (uint)i >= (uint)corners.Length)) return false;
        var turns = false;
        for (var i = 0; i < polygon.Length; i++)
        {
            var turn = Corner.Turn(corners[polygon[i]], corners[polygon[(i + 1) % polygon.Length]], corners[polygon[(i + 2) % polygon.Length]]);
            if (turn < 0) return false;
            turns |= turn > 0;
        }

        return turns;
    }

    private bool Connect(CancellationToken cancellation)
    {
        var sides = new Dictionary<(int From, int To), int>(CornerOf.Length);
        var isProper = true;
        for (var side = 0; side < CornerOf.Length; side++)
        {
            cancellation.LookNowAndThen(side);
            isProper &= sides.TryAdd((CornerOf[side], CornerOf[Next(side)]), side);
        }

        for (var side = 0; side < CornerOf.Length; side++)
        {
            cancellation.LookNowAndThen(side);
            Twin[side] = sides.GetValueOrDefault((CornerOf[Next(side)], CornerOf[side]), -1);
        }

        return isProper;
    }

    /// <summary>
    /// Corners where every turn round them ends at a wall. A corner that is at a wall on one floor and has polygons all around
    /// it on another can't be, and a stranger's mesh that says so mustn't make a search go round for ever.
    /// </summary>
    private bool[] FindWalls(CancellationToken cancellation)
    {
        var around = new int[Corners.Length];
        foreach (var corner in CornerOf) around[corner]++;
        var isAtWall = new bool[Corners.Length];
        for (var wall = 0; wall < Twin.Length; wall++)
        {
            cancellation.LookNowAndThen(wall);
            if (Twin[wall] >= 0) continue;
            var corner = CornerOf[wall];
            isAtWall[corner] = true;

            // From the wall's polygon on to the next one around its first corner, across the side that ends there.
            for (var side = wall; side >= 0 && around[corner] > 0; side = Twin[Previous(side)]) around[corner]--;
        }

        for (var corner = 0; corner < around.Length; corner++) isAtWall[corner] &= around[corner] == 0;
        return isAtWall;
    }

    private int Previous(int side)
    {
        var polygon = PolygonOf[side];
        return side == Start[polygon] ? Start[polygon + 1] - 1 : side - 1;
    }

    private (int[] ComponentOf, int Count) FindComponents(CancellationToken cancellation)
    {
        var components = new int[PolygonCount];
        components.AsSpan().Fill(-1);
        var count = 0;
        var rest = new Stack<int>();
        for (var first = 0; first < components.Length; first++)
        {
            cancellation.LookNowAndThen(first);
            if (components[first] >= 0) continue;
            components[first] = count;
            rest.Push(first);
            for (var round = 0; rest.TryPop(out var polygon); round++)
            {
                cancellation.LookNowAndThen(round);
                for (var side = Start[polygon]; side < Start[polygon + 1]; side++)
                {
                    if (Twin[side] < 0 || components[PolygonOf[Twin[side]]] >= 0) continue;
                    components[PolygonOf[Twin[side]]] = count;
                    rest.Push(PolygonOf[Twin[side]]);
                }
            }

            count++;
        }

        return (components, count);
    }
}
