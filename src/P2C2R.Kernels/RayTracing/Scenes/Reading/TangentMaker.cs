using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>
/// Tangents where a file has none: of each triangle the direction in which u grows, weighted by the triangle's size in the texture, summed
/// over a vertex's triangles in their order, made perpendicular to its normal (after E. Lengyel, "Foundations of Game
/// Engine Development", volume 2, 2019, section 7.5). Not MikkTSpace, which glTF suggests: vertices aren't split.
/// </summary>
internal static class TangentMaker
{
    /// <summary>Fills the tangents of the vertices from a first one on.</summary>
    public static void Make(ReadOnlySpan<float> positions, ReadOnlySpan<float> normals, ReadOnlySpan<float> texCoords, ReadOnlySpan<int> indices, int first, Span<float> tangents)
    {
        var vertices = (positions.Length / 3) - first;
        var sums = new double[vertices * 3];
        var signs = new double[vertices];
        for (var i = 0; i < indices.Length; i += 3)
        {
            var (tangent, area) = OfTriangle(positions, texCoords, indices[i], indices[i + 1], indices[i + 2]);
            for (var c = 0; c < 3; c++)
            {
                var vertex = indices[i + c] - first;
                sums[3 * vertex] += tangent.X;
                sums[(3 * vertex) + 1] += tangent.Y;
                sums[(3 * vertex) + 2] += tangent.Z;
                signs[vertex] += area;
            }
        }

        for (var vertex = 0; vertex < vertices; vertex++)
        {
            var normal = Float3.From(normals, 3 * (first + vertex));
            var tangent = Perpendicular(sums.AsSpan(3 * vertex, 3), normal);
            var at = 4 * (first + vertex);
            (tangents[at], tangents[at + 1], tangents[at + 2], tangents[at + 3]) = (tangent.X, tangent.Y, tangent.Z, signs[vertex] > 0 ? -1 : 1);
        }
    }

    /// <summary>Some unit vector at right angles to a normal.</summary>
    public static Float3 Any(Float3 normal)
    {
        // Across the axis of which it has the least.
        var (x, y, z) = (Math.Abs(normal.X), Math.Abs(normal.Y), Math.Abs(normal.Z));
        var axis = x <= y && x <= z ? new Float3(1, 0, 0) : y <= z ? new Float3(0, 1, 0) : new Float3(0, 0, 1);
        return UnitLength.Of(Float3.Cross(axis, normal));
    }

    /// <summary>Where u grows, as long as the triangle is large in the texture, and its signed area there.</summary>
    private static ((double X, double Y, double Z) Tangent, double Area) OfTriangle(ReadOnlySpan<float> positions, ReadOnlySpan<float> texCoords, int a, int b, int c)
    {
        double u = texCoords[2 * a], v = texCoords[(2 * a) + 1];
        var (bU, bV, cU, cV) = (texCoords[2 * b] - u, texCoords[(2 * b) + 1] - v, texCoords[2 * c] - u, texCoords[(2 * c) + 1] - v);
        var area = (bU * cV) - (bV * cU);
        if (area == 0) return default;
        var (alongB, alongC) = area < 0 ? (-cV, bV) : (cV, -bV);
        return ((Axis(positions, 0), Axis(positions, 1), Axis(positions, 2)), area);

        double Axis(ReadOnlySpan<float> p, int axis)
        {
            double from = p[(3 * a) + axis];
            return ((p[(3 * b) + axis] - from) * alongB) + ((p[(3 * c) + axis] - from) * alongC);
        }
    }

    private static Float3 Perpendicular(ReadOnlySpan<double> sum, Float3 normal)
    {
        var along = (sum[0] * normal.X) + (sum[1] * normal.Y) + (sum[2] * normal.Z);
        var tangent = UnitLength.Of(sum[0] - (along * normal.X), sum[1] - (along * normal.Y), sum[2] - (along * normal.Z));
        return tangent == Float3.Zero ? Any(normal) : tangent;
    }
}
