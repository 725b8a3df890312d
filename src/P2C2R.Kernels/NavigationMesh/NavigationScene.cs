using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.NavigationMesh.Search;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>The mesh as a scene to look at: its polygons, their sides, the triangles that it was made of, and paths.</summary>
internal static class NavigationScene
{
    private const int MostPaths = 256;
    private const int MostSourceTriangles = 500_000;

    /// <summary>The scene's objects.</summary>
    public static List<GlbNode> Nodes(TriangleMesh source, PolygonMesh mesh, IReadOnlyList<MeshAnswer> answers)
    {
        List<GlbNode> nodes = [Polygons(mesh), Sides(mesh)];
        if (Paths(mesh, answers) is { } paths) nodes.Add(paths);
        if (source.TriangleCount <= MostSourceTriangles) nodes.Add(new GlbNode("source", source.Positions, source.Indices) { Colors = Uniform(source.VertexCount, (0x60, 0x60, 0x64)) });
        return nodes;
    }

    private static GlbNode Polygons(PolygonMesh mesh)
    {
        var positions = new List<float>();
        var colors = new List<byte>();
        var indices = new List<int>();
        for (var polygon = 0; polygon < mesh.PolygonCount; polygon++)
        {
            var first = positions.Count / 3;
            var (r, g, b) = NavigationColors.OfPolygon(polygon);
            for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
            {
                positions.AddRange(Lifted(mesh, mesh.Corners[mesh.CornerOf[side]], 0.5));
                colors.AddRange([r, g, b, 255]);
                if (side - mesh.Start[polygon] >= 2) indices.AddRange([first, first + side - mesh.Start[polygon] - 1, first + side - mesh.Start[polygon]]);
            }
        }

        return new GlbNode("navigation_mesh", [.. positions], [.. indices]) { Colors = [.. colors] };
    }

    private static GlbNode Sides(PolygonMesh mesh)
    {
        var positions = mesh.Corners.SelectMany(c => Lifted(mesh, c, 0.75)).ToArray();
        var indices = new List<int>();
        for (var side = 0; side < mesh.Twin.Length; side++)
        {
            if (mesh.Twin[side] < side) indices.AddRange([mesh.CornerOf[side], mesh.CornerOf[mesh.Next(side)]]);
        }

        return new GlbNode("sides", positions, [.. indices]) { Shape = GlbShape.Lines, Colors = Uniform(mesh.Corners.Length, (0x20, 0x30, 0x40)) };
    }

    private static GlbNode? Paths(PolygonMesh mesh, IReadOnlyList<MeshAnswer> answers)
    {
        var positions = new List<float>();
        var colors = new List<byte>();
        var indices = new List<int>();
        for (var i = 0; i < Math.Min(answers.Count, MostPaths); i++)
        {
            var (r, g, b) = NavigationColors.OfPath(i);
            for (var j = 0; j < answers[i].Path.Count; j++)
            {
                var (place, height) = answers[i].Path[j];
                if (j > 0) indices.AddRange([(positions.Count / 3) - 1, positions.Count / 3]);
                positions.AddRange(mesh.ToUnits(place, height + Point.PerCell).Select(static v => (float)v));
                colors.AddRange([r, g, b, 255]);
            }
        }

        return indices.Count == 0 ? null : new GlbNode("paths", [.. positions], [.. indices]) { Shape = GlbShape.Lines, Colors = [.. colors] };
    }

    /// <summary>A little above the floor, so that it is seen.</summary>
    private static IEnumerable<float> Lifted(PolygonMesh mesh, Corner corner, double voxels) =>
        mesh.ToUnits(Point.Of(corner), (int)((corner.Y + voxels) * Point.PerCell)).Select(static v => (float)v);

    private static byte[] Uniform(int vertices, (byte R, byte G, byte B) color) => [.. Enumerable.Range(0, vertices).SelectMany(_ => (byte[])[color.R, color.G, color.B, 255])];
}
