using System.Runtime.InteropServices;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>
/// Triangles as <see cref="TangentMaker"/> sees them: vertices that are alike in place, normal and texture coordinates are one, triangles
/// that share two such vertices are neighbours, and each has the direction in which u grows.
/// </summary>
internal sealed class TangentFaces
{
    private readonly int[] _vertices;
    private readonly int[] _neighbours;
    private readonly Double3[] _directions;
    private readonly sbyte[] _turns;

    /// <summary>Of some triangles.</summary>
    public TangentFaces(ReadOnlySpan<float> positions, ReadOnlySpan<float> normals, ReadOnlySpan<float> texCoords, ReadOnlySpan<int> indices)
    {
        _vertices = Welded(positions, normals, texCoords, indices);
        _neighbours = Neighbours(_vertices);
        (_directions, _turns) = (new Double3[indices.Length / 3], new sbyte[indices.Length / 3]);
        for (var i = 0; i < _turns.Length; i++) (_directions[i], _turns[i]) = DirectionOf(positions, texCoords, indices.Slice(3 * i, 3));
    }

    /// <summary>Corners in all: three a triangle.</summary>
    public int CornerCount => _vertices.Length;

    /// <summary>Where u grows on a triangle; unit length, zero where the texture doesn't say.</summary>
    public Double3 DirectionOf(int triangle) => _directions[triangle];

    /// <summary>The sign of a triangle's area in the texture; 0 where it has none.</summary>
    public int TurnOf(int triangle) => _turns[triangle];

    /// <summary>The neighbours' corners at a corner's vertex, across the two edges that meet there; -1 for none.</summary>
    public (int, int) Around(int corner)
    {
        var before = corner % 3 == 0 ? corner + 2 : corner - 1;
        return (CornerIn(_neighbours[corner], _vertices[corner]), CornerIn(_neighbours[before], _vertices[corner]));
    }

    private int CornerIn(int triangle, int vertex)
    {
        for (var i = 3 * triangle; triangle >= 0 && i < (3 * triangle) + 3; i++)
        {
            if (_vertices[i] == vertex) return i;
        }

        return -1;
    }

    private static int[] Welded(ReadOnlySpan<float> positions, ReadOnlySpan<float> normals, ReadOnlySpan<float> texCoords, ReadOnlySpan<int> indices)
    {
        var known = new Dictionary<(Float3 Place, Float3 Normal, float U, float V), int>();
        var welded = new int[indices.Length];
        for (var i = 0; i < welded.Length; i++)
        {
            // Adding 0 makes 0 of -0.
            var key = (Float3.From(positions, 3 * indices[i]) + Float3.Zero, Float3.From(normals, 3 * indices[i]) + Float3.Zero, texCoords[2 * indices[i]] + 0f, texCoords[(2 * indices[i]) + 1] + 0f);
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(known, key, out var isKnown);
            if (!isKnown) number = known.Count;
            welded[i] = number;
        }

        return welded;
    }

    /// <summary>For each edge, from the corner of its number to the next, the triangle that goes along it the other way; each edge has one neighbour at most.</summary>
    private static int[] Neighbours(int[] vertices)
    {
        var edges = new (long Key, int Edge)[vertices.Length];
        for (var i = 0; i < edges.Length; i++)
        {
            var (from, to) = (vertices[i], vertices[Next(i)]);
            edges[i] = (((long)Math.Min(from, to) << 32) | (uint)Math.Max(from, to), i);
        }

        Array.Sort(edges);
        var neighbours = new int[edges.Length];
        Array.Fill(neighbours, -1);
        for (int i = 0, end; i < edges.Length; i = end)
        {
            for (end = i + 1; end < edges.Length && edges[end].Key == edges[i].Key;) end++;
            Pair(edges.AsSpan(i, end - i), vertices, neighbours);
        }

        return neighbours;
    }

    /// <summary>Of the triangles at one edge, the first that goes along it one way and the first that goes the other are neighbours, then the second ones, and so on.</summary>
    private static void Pair(ReadOnlySpan<(long Key, int Edge)> edges, int[] vertices, int[] neighbours)
    {
        var back = 0;
        foreach (var (_, edge) in edges)
        {
            if (vertices[edge] >= vertices[Next(edge)]) continue;
            while (back < edges.Length && vertices[edges[back].Edge] <= vertices[Next(edges[back].Edge)]) back++;
            if (back == edges.Length) return;
            (neighbours[edge], neighbours[edges[back].Edge]) = (edges[back].Edge / 3, edge / 3);
            back++;
        }
    }

    private static int Next(int corner) => corner % 3 == 2 ? corner - 2 : corner + 1;

    private static (Double3 Direction, sbyte Turn) DirectionOf(ReadOnlySpan<float> positions, ReadOnlySpan<float> texCoords, ReadOnlySpan<int> corners)
    {
        var (a, b, c) = (corners[0], corners[1], corners[2]);
        double u = texCoords[2 * a], v = texCoords[(2 * a) + 1];
        var (bU, bV, cU, cV) = (texCoords[2 * b] - u, texCoords[(2 * b) + 1] - v, texCoords[2 * c] - u, texCoords[(2 * c) + 1] - v);
        var area = (bU * cV) - (bV * cU);
        if (area == 0) return default;
        var place = Double3.Of(Float3.From(positions, 3 * a));
        var (toB, toC) = (Double3.Of(Float3.From(positions, 3 * b)) - place, Double3.Of(Float3.From(positions, 3 * c)) - place);
        var along = ((toB * cV) - (toC * bV)) * Math.Sign(area);
        return (along.Normalized(), (sbyte)Math.Sign(area));
    }
}
