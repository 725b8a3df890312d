using P2C2R.Kernels.RayTracing.Scenes;

namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>Which triangles share an edge: whose corners stand at the same places, whatever their vertices' numbers.</summary>
internal static class EdgeNeighbours
{
    /// <summary>Of each triangle the one across its edges from corner 0 to 1, 1 to 2 and 2 to 0; -1 where there is none, or more than one.</summary>
    public static int[] Of(SceneMesh mesh)
    {
        var places = PlaceNumbers(mesh);
        var edges = new (long Key, int Edge)[3 * mesh.TriangleCount];
        for (var i = 0; i < edges.Length; i++)
        {
            var (a, b) = (places[mesh.Indices[i]], places[mesh.Indices[i % 3 == 2 ? i - 2 : i + 1]]);
            edges[i] = (((long)Math.Min(a, b) << 32) | (uint)Math.Max(a, b), i);
        }

        Array.Sort(edges);
        var neighbours = new int[edges.Length];
        Array.Fill(neighbours, -1);
        for (var i = 0; i < edges.Length;)
        {
            var end = i + 1;
            while (end < edges.Length && edges[end].Key == edges[i].Key) end++;
            if (end - i == 2) (neighbours[edges[i].Edge], neighbours[edges[i + 1].Edge]) = (edges[i + 1].Edge / 3, edges[i].Edge / 3);
            i = end;
        }

        return neighbours;
    }

    private static int[] PlaceNumbers(SceneMesh mesh)
    {
        var known = new Dictionary<(float, float, float), int>();
        var numbers = new int[mesh.VertexCount];
        for (var i = 0; i < numbers.Length; i++)
        {
            // Adding 0 makes 0 of -0.
            var place = (mesh.Positions[3 * i] + 0f, mesh.Positions[(3 * i) + 1] + 0f, mesh.Positions[(3 * i) + 2] + 0f);
            if (!known.TryGetValue(place, out numbers[i])) known[place] = numbers[i] = known.Count;
        }

        return numbers;
    }
}
