using P2C2R.Kernels.Meshes;

namespace P2C2R.Kernels.Physics.Fluid.Presenting;

/// <summary>The surface of a fluid as a closed mesh with normals, in metres.</summary>
/// <param name="grid">How full the tank is.</param>
internal sealed class SurfaceBuilder(DensityGrid grid)
{
    // Where a flat surface of a lattice of particles lies.
    private const float Level = 0.5f;

    private readonly List<float> _positions = [];
    private readonly List<float> _normals = [];
    private readonly List<int> _indices = [];

    // The vertex on each edge that was met, by three edges a node.
    private readonly Dictionary<long, int> _vertices = [];

    /// <summary>Makes it; null where there is none.</summary>
    /// <param name="name">What a viewer calls it.</param>
    public GlbNode? Build(string name)
    {
        for (var z = 0; z < grid.Depth - 1; z++)
        {
            for (var y = 0; y < grid.Height - 1; y++)
            {
                for (var x = 0; x < grid.Width - 1; x++) AddCube(x, y, z);
            }
        }

        return _indices.Count == 0 ? null : new GlbNode(name, [.. _positions], [.. _indices]) { Normals = [.. _normals] };
    }

    private void AddCube(int x, int y, int z)
    {
        var inside = 0;
        for (var c = 0; c < 8; c++) inside |= grid[x + (c & 1), y + ((c >> 1) & 1), z + (c >> 2)] > Level ? 1 << c : 0;
        var edges = MarchingCubes.Triangles(inside);
        for (var i = 0; i < edges.Length; i += 3)
        {
            var (a, b, c) = (Vertex(x, y, z, edges[i]), Vertex(x, y, z, edges[i + 1]), Vertex(x, y, z, edges[i + 2]));
            _indices.AddRange([a, b, c]);
        }
    }

    private int Vertex(int x, int y, int z, int edge)
    {
        var (from, to) = MarchingCubes.Edges[edge];
        var (ax, ay, az) = (x + (from & 1), y + ((from >> 1) & 1), z + (from >> 2));
        var axis = to - from;
        var key = (3 * ((((long)az * grid.Height) + ay) * grid.Width + ax)) + (axis >> 1);
        if (_vertices.TryGetValue(key, out var known)) return known;
        var (bx, by, bz) = (ax + (axis & 1), ay + ((axis >> 1) & 1), az + (axis >> 2));
        var (a, b) = (grid[ax, ay, az], grid[bx, by, bz]);
        var t = (Level - a) / (b - a);
        _positions.AddRange([grid.Metres(ax + (t * (bx - ax))), grid.Metres(ay + (t * (by - ay))), grid.Metres(az + (t * (bz - az)))]);
        AddNormal(Slope(ax, ay, az), Slope(bx, by, bz), t);
        return _vertices[key] = (_positions.Count / 3) - 1;
    }

    private (float X, float Y, float Z) Slope(int x, int y, int z) =>
        (grid[x - 1, y, z] - grid[x + 1, y, z], grid[x, y - 1, z] - grid[x, y + 1, z], grid[x, y, z - 1] - grid[x, y, z + 1]);

    private void AddNormal((float X, float Y, float Z) a, (float X, float Y, float Z) b, float t)
    {
        var (x, y, z) = (a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)), a.Z + (t * (b.Z - a.Z)));
        var length = MathF.Sqrt((x * x) + (y * y) + (z * z));
        _normals.AddRange(length > 0 ? [x / length, y / length, z / length] : [0, 1, 0]);
    }
}
