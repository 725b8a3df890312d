using System.Globalization;
using System.Text;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>Worlds of triangles from fixed seeds, square, as .obj files.</summary>
internal static class MadeMeshes
{
    private const double Wall = 0.5;
    private const double Aisle = 3;

    /// <summary>Two triangles, as large as all of it.</summary>
    public static string Plane(double side) => Write(obj => AddFloor(obj, 0, 0, side, side, 0));

    /// <summary>Houses on a plain, one in each block of 6.</summary>
    public static string City(double side) => Write(obj =>
    {
        AddFloor(obj, 0, 0, side, side, 0);
        var blocks = (int)(side / 6);
        for (var i = 0; i < blocks * blocks; i++)
        {
            var (x, z) = ((i % blocks * 6) + (MadeMaps.Below(20, 1, i, 0) / 10.0), (i / blocks * 6) + (MadeMaps.Below(20, 1, i, 1) / 10.0));
            AddBox(obj, x, z, x + 1 + (MadeMaps.Below(25, 1, i, 2) / 10.0), z + 1 + (MadeMaps.Below(25, 1, i, 3) / 10.0), 4);
        }
    });

    /// <summary>Walls that leave one way, up and down again: one outline as long as all of them.</summary>
    public static string Comb(double side) => Write(obj =>
    {
        AddFloor(obj, 0, 0, side, side, 0);
        var count = (int)(side / Aisle);
        for (var i = 1; i < count; i++) AddBox(obj, i * Aisle, i % 2 == 0 ? 0 : Aisle, (i * Aisle) + Wall, i % 2 == 0 ? side - Aisle : side, 4);
    });

    /// <summary>Six floors over one another, and columns through them.</summary>
    public static string Storeys(double side) => Write(obj =>
    {
        for (var storey = 0; storey < 6; storey++) AddFloor(obj, 0, 0, side, side, storey * 4);
        for (var i = 0; i < 400; i++)
        {
            var (x, z) = (i % 20 * (side / 20), i / 20 * (side / 20));
            AddBox(obj, x, z, x + 2, z + 2, 24);
        }
    });

    /// <summary>Queries from one end to the other, a JSON array's elements.</summary>
    public static string Queries(int count, double side) => string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(
        CultureInfo.InvariantCulture, $$"""{"start":[1.6,0,{{MadeMaps.Below(1000, 9, i, 0) / 1000.0 * side:F2}}],"goal":[{{side - 1.6}},0,{{MadeMaps.Below(1000, 9, i, 1) / 1000.0 * side:F2}}]}""")));

    private static string Write(Action<StringBuilder> add)
    {
        var obj = new StringBuilder();
        add(obj);
        return obj.ToString();
    }

    private static void AddFloor(StringBuilder obj, double left, double near, double right, double far, double height)
    {
        foreach (var (x, z) in ((double, double)[])[(left, near), (left, far), (right, far), (right, near)]) obj.Append(CultureInfo.InvariantCulture, $"v {x} {height} {z}\n");
        obj.Append("f -4 -3 -2 -1\n");
    }

    private static void AddBox(StringBuilder obj, double left, double near, double right, double far, double height)
    {
        foreach (var y in (double[])[0, height])
        {
            foreach (var (x, z) in ((double, double)[])[(left, near), (left, far), (right, far), (right, near)]) obj.Append(CultureInfo.InvariantCulture, $"v {x} {y} {z}\n");
        }

        obj.Append("f -4 -3 -2 -1\nf -8 -7 -3 -4\nf -7 -6 -2 -3\nf -6 -5 -1 -2\nf -5 -8 -4 -1\n");
    }
}
