using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.RayTracing.Hierarchy;

namespace P2C2R.Tests.Kernels.RayTracing.Hierarchy;

/// <summary>
/// Rays at the places where a mesh's triangles meet, of which geometry says that they must hit: at an edge of two triangles, or a corner of a closed
/// fan, that the eye sees all from in front or all from behind, so that wherever rounding puts the ray beside it, a triangle is there. Corners at the same place are one.
/// </summary>
internal sealed class SharedEdges
{
    // Seen flatter than that, rounding may turn a triangle away.
    private const double LeastCosine = 0.02;

    private readonly TriangleMesh _mesh;
    private readonly (Float3 A, Float3 B, int First, int Second)[] _edges;
    private readonly (Float3 Place, int[] Fan)[] _corners;

    public SharedEdges(TriangleMesh mesh)
    {
        _mesh = mesh;
        var (users, fans) = (new Dictionary<(Float3, Float3), List<(int Triangle, bool IsForward)>>(), new Dictionary<Float3, List<int>>());
        for (var i = 0; i < 3 * mesh.TriangleCount; i++)
        {
            var (a, b) = (Corner(i / 3, i % 3), Corner(i / 3, (i + 1) % 3));
            if (NormalOf(i / 3) == default) continue;
            var isForward = IsBefore(a, b);
            Append(users, isForward ? (a, b) : (b, a), (i / 3, isForward));
            Append(fans, a, i / 3);
        }

        _edges = [.. users.Where(static e => IsShared(e.Value)).Select(static e => (e.Key.Item1, e.Key.Item2, e.Value[0].Triangle, e.Value[1].Triangle))];

        // A corner's fan is closed where each of its edges is shared.
        var open = users.Where(static e => !IsShared(e.Value)).SelectMany(static e => (Float3[])[e.Key.Item1, e.Key.Item2]).ToHashSet();
        _corners = [.. fans.Where(f => !open.Contains(f.Key)).Select(static f => (f.Key, f.Value.ToArray()))];
    }

    public int EdgeCount => _edges.Length;

    public int CornerCount => _corners.Length;

    /// <summary>A ray that ends a little behind an edge or a corner; null where it needn't hit.</summary>
    public Ray? TryMake(Float3 origin, Random random)
    {
        Float3 target;
        int[] around;
        if (random.Next(2) == 0)
        {
            var (a, b, first, second) = _edges[random.Next(_edges.Length)];
            (target, around) = (a + ((b - a) * (float)random.NextDouble()), [first, second]);
        }
        else
        {
            (target, around) = _corners[random.Next(_corners.Length)];
        }

        var way = target - origin;
        return AllSeenAlike(around, way) ? new Ray(origin, way, 0, 1.001f) : null;
    }

    private bool AllSeenAlike(int[] triangles, Float3 way)
    {
        var (front, back) = (0, 0);
        foreach (var triangle in triangles)
        {
            var (x, y, z) = NormalOf(triangle);
            var length = Math.Sqrt(((x * x) + (y * y) + (z * z)) * (((double)way.X * way.X) + ((double)way.Y * way.Y) + ((double)way.Z * way.Z)));
            var cosine = ((x * way.X) + (y * way.Y) + (z * way.Z)) / length;
            if (!(Math.Abs(cosine) > LeastCosine)) return false;
            if (cosine < 0) front++;
            else back++;
        }

        return front == 0 || back == 0;
    }

    private (double X, double Y, double Z) NormalOf(int triangle)
    {
        var (a, b, c) = (Corner(triangle, 0), Corner(triangle, 1), Corner(triangle, 2));
        double bx = (double)b.X - a.X, by = (double)b.Y - a.Y, bz = (double)b.Z - a.Z, cx = (double)c.X - a.X, cy = (double)c.Y - a.Y, cz = (double)c.Z - a.Z;
        return ((by * cz) - (bz * cy), (bz * cx) - (bx * cz), (bx * cy) - (by * cx));
    }

    private Float3 Corner(int triangle, int corner) => Float3.From(_mesh.Positions, 3 * _mesh.Indices[(3 * triangle) + corner]);

    /// <summary>Two triangles that wind the same way: seen alike, they lie on different sides of the edge.</summary>
    private static bool IsShared(List<(int Triangle, bool IsForward)> users) => users.Count == 2 && users[0].IsForward != users[1].IsForward;

    private static bool IsBefore(Float3 a, Float3 b) => a.X < b.X || (a.X == b.X && (a.Y < b.Y || (a.Y == b.Y && a.Z < b.Z)));

    private static void Append<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key, TValue value)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        list.Add(value);
    }
}
