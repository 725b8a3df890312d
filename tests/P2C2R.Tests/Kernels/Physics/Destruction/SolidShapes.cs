using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Tests.Kernels.Physics.Destruction;

/// <summary>Closed meshes to break.</summary>
internal static class SolidShapes
{
    public static (List<Double3> Positions, List<int> Indices) Box(Double3 low, Double3 high, bool isHollow = false)
    {
        var positions = new List<Double3>();
        for (var i = 0; i < 8; i++) positions.Add(new((i & 1) == 0 ? low.X : high.X, (i & 2) == 0 ? low.Y : high.Y, (i & 4) == 0 ? low.Z : high.Z));
        int[][] quads = [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]];
        var indices = quads.SelectMany(q => isHollow ? (int[])[q[0], q[2], q[1], q[0], q[3], q[2]] : [q[0], q[1], q[2], q[0], q[2], q[3]]).ToList();
        return (positions, indices);
    }

    /// <summary>A ring about y.</summary>
    public static (List<Double3> Positions, List<int> Indices) Torus(double ring, double tube, int around, int across)
    {
        var (positions, indices) = (new List<Double3>(), new List<int>());
        for (var i = 0; i < around; i++)
        {
            for (var j = 0; j < across; j++)
            {
                var (a, b) = (2 * Math.PI * i / around, 2 * Math.PI * j / across);
                var r = ring + (tube * Math.Cos(b));
                positions.Add(new(r * Math.Cos(a), tube * Math.Sin(b), r * Math.Sin(a)));
                var (p, q, s, t) = ((i * across) + j, (((i + 1) % around) * across) + j, (i * across) + ((j + 1) % across), (((i + 1) % around) * across) + ((j + 1) % across));
                indices.AddRange([p, s, q, q, s, t]);
            }
        }

        return (positions, indices);
    }

    /// <summary>A letter U with a bottom and two arms.</summary>
    public static (List<Double3> Positions, List<int> Indices) Channel()
    {
        (double X, double Y)[] outline = [(0, 0), (3, 0), (3, 2), (2, 2), (2, 1), (1, 1), (1, 2), (0, 2)];
        int[] flat = [0, 1, 4, 0, 4, 5, 0, 5, 6, 0, 6, 7, 1, 2, 4, 2, 3, 4];
        var positions = outline.Select(static p => new Double3(p.X, p.Y, 0)).Concat(outline.Select(static p => new Double3(p.X, p.Y, 1))).ToList();
        var indices = new List<int>();
        for (var i = 0; i < flat.Length; i += 3) indices.AddRange([flat[i], flat[i + 2], flat[i + 1], flat[i] + 8, flat[i + 1] + 8, flat[i + 2] + 8]);
        for (var i = 0; i < 8; i++) indices.AddRange([i, (i + 1) % 8, ((i + 1) % 8) + 8, i, ((i + 1) % 8) + 8, i + 8]);
        return (positions, indices);
    }

    public static (List<Double3> Positions, List<int> Indices) Joined((List<Double3> Positions, List<int> Indices) a, (List<Double3> Positions, List<int> Indices) b) =>
        ([.. a.Positions, .. b.Positions], [.. a.Indices, .. b.Indices.Select(i => i + a.Positions.Count)]);

    public static (Solid Solid, GridPlace Place) Snap((List<Double3> Positions, List<int> Indices) mesh)
    {
        var low = new Double3(mesh.Positions.Min(static p => p.X), mesh.Positions.Min(static p => p.Y), mesh.Positions.Min(static p => p.Z));
        var high = new Double3(mesh.Positions.Max(static p => p.X), mesh.Positions.Max(static p => p.Y), mesh.Positions.Max(static p => p.Z));
        var place = GridPlace.Around(low, high);
        return (SolidBuilder.Snap(mesh.Positions, mesh.Indices.ToArray(), place), place);
    }
}
