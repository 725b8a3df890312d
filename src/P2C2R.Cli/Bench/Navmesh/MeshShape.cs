using System.Buffers.Binary;

namespace P2C2R.Cli.Bench.Navmesh;

/// <summary>The polygons of a navigation mesh, and the places that they cover.</summary>
/// <param name="Polygons">x, y, z of each corner in cells and voxels.</param>
internal sealed record MeshShape(IReadOnlyList<(int X, int Y, int Z)[]> Polygons)
{
    // Voxels that a polygon may lie above or below the floor under it.
    private const double Reach = 6;
    private const int SettingsBytes = 84;

    /// <summary>Reads the canonical form that docs/kernels/navigation-mesh.md describes.</summary>
    public static MeshShape Read(ReadOnlySpan<byte> mesh)
    {
        var at = 4 + SettingsBytes;
        var corners = new (int X, int Y, int Z)[Take(mesh, ref at)];
        for (var i = 0; i < corners.Length; i++) corners[i] = (Take(mesh, ref at), Take(mesh, ref at), Take(mesh, ref at));
        var polygons = new (int X, int Y, int Z)[Take(mesh, ref at)][];
        for (var i = 0; i < polygons.Length; i++)
        {
            polygons[i] = new (int X, int Y, int Z)[Take(mesh, ref at)];
            for (var j = 0; j < polygons[i].Length; j++) polygons[i][j] = corners[Take(mesh, ref at)];
        }

        return new MeshShape(polygons);
    }

    /// <summary>Which of the places have a polygon over their cell's middle, at about their height.</summary>
    /// <param name="places">x, z of cells and the floor's height.</param>
    /// <param name="elsewhere">Cells under polygons where there is no such place.</param>
    public HashSet<(int X, int Z, int Floor)> Covered(ILookup<(int X, int Z), int> places, out int elsewhere)
    {
        var covered = new HashSet<(int X, int Z, int Floor)>();
        elsewhere = 0;
        foreach (var polygon in Polygons)
        {
            for (var z = polygon.Min(static c => c.Z); z < polygon.Max(static c => c.Z); z++)
            {
                for (var x = polygon.Min(static c => c.X); x < polygon.Max(static c => c.X); x++)
                {
                    if (HeightAt(polygon, x + 0.5, z + 0.5) is not { } height) continue;
                    var floors = places[(x, z)].Where(f => Math.Abs(f - height) <= Reach).ToList();
                    if (floors.Count == 0) elsewhere++;
                    else covered.Add((x, z, floors.MinBy(f => Math.Abs(f - height))));
                }
            }
        }

        return covered;
    }

    /// <summary>The height of a polygon over a place; null where it isn't over it. Either way round.</summary>
    private static double? HeightAt((int X, int Y, int Z)[] polygon, double x, double z)
    {
        var a = polygon[0];
        for (var i = 2; i < polygon.Length; i++)
        {
            var (b, c) = (polygon[i - 1], polygon[i]);
            var (area, ofB, ofC) = (Turn(a, b, c.X, c.Z), Turn(c, a, x, z), Turn(a, b, x, z));
            if (area == 0) continue;
            var (shareOfB, shareOfC) = (ofB / area, ofC / area);
            if (shareOfB >= 0 && shareOfC >= 0 && shareOfB + shareOfC <= 1) return a.Y + (shareOfB * (b.Y - a.Y)) + (shareOfC * (c.Y - a.Y));
        }

        return null;
    }

    private static double Turn((int X, int Y, int Z) a, (int X, int Y, int Z) b, double x, double z) => ((b.Z - a.Z) * (x - a.X)) - ((b.X - a.X) * (z - a.Z));

    private static int Take(ReadOnlySpan<byte> bytes, ref int at)
    {
        at += 4;
        return BinaryPrimitives.ReadInt32LittleEndian(bytes[(at - 4)..]);
    }
}
