namespace P2C2R.Kernels.Physics.Fluid.Presenting;

/// <summary>
/// Surfaces between nodes inside and outside (Lorensen and Cline 1987). The table is made here: on each face of a cube, lines go from an edge that enters the
/// inside to the one that leaves it next, so that inside corners of a face that touch only across it stay apart. Both cubes of a face see the same lines,
/// so surfaces are closed. The lines of all faces join to loops, and loops become fans of triangles.
/// </summary>
internal static class MarchingCubes
{
    /// <summary>The two corners of each edge. Corner c lies at (c and 1, c / 2 and 1, c / 4).</summary>
    public static readonly (int From, int To)[] Edges = [(0, 1), (2, 3), (4, 5), (6, 7), (0, 2), (1, 3), (4, 6), (5, 7), (0, 4), (1, 5), (2, 6), (3, 7)];

    // Corners of each face, counter-clockwise seen from outside of the cube.
    private static readonly int[][] Faces = [[0, 4, 6, 2], [1, 3, 7, 5], [0, 1, 5, 4], [2, 6, 7, 3], [0, 2, 3, 1], [4, 5, 7, 6]];

    private static readonly int[][] Table = [.. Enumerable.Range(0, 256).Select(Triangulate)];

    /// <summary>Three edges of each triangle, by which corners are inside; counter-clockwise seen from outside of the fluid.</summary>
    public static ReadOnlySpan<int> Triangles(int inside) => Table[inside];

    private static int[] Triangulate(int inside)
    {
        var next = new int[Edges.Length];
        Array.Fill(next, -1);
        foreach (var face in Faces) Join(face, inside, next);
        var triangles = new List<int>();
        var seen = new bool[Edges.Length];
        for (var edge = 0; edge < next.Length; edge++)
        {
            if (next[edge] < 0 || seen[edge]) continue;
            var loop = new List<int>();
            for (var at = edge; !seen[at]; at = next[at])
            {
                seen[at] = true;
                loop.Add(at);
            }

            for (var i = 2; i < loop.Count; i++) triangles.AddRange([loop[0], loop[i], loop[i - 1]]);
        }

        return [.. triangles];
    }

    /// <summary>Around a face: a line from each edge on which the inside ends back to the one on which it began.</summary>
    private static void Join(int[] face, int inside, int[] next)
    {
        bool IsInside(int i) => (inside >> face[i & 3] & 1) == 1;
        for (var i = 0; i < 4; i++)
        {
            if (!IsInside(i) || IsInside(i + 1)) continue;
            var begin = i;
            while (IsInside(begin + 3)) begin += 3;
            next[Edge(face[i], face[(i + 1) & 3])] = Edge(face[(begin + 3) & 3], face[begin & 3]);
        }
    }

    private static int Edge(int a, int b) => Array.FindIndex(Edges, e => e == (a, b) || e == (b, a));
}
