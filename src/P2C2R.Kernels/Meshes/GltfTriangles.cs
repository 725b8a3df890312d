namespace P2C2R.Kernels.Meshes;

/// <summary>The triangles that a primitive's vertices make (glTF 2.0, section 3.7.2.1).</summary>
internal static class GltfTriangles
{
    /// <summary>Three vertices a triangle.</summary>
    public const int List = 4;

    /// <summary>Each vertex with the two before.</summary>
    public const int Strip = 5;

    /// <summary>Each vertex with the one before and the first; the greatest mode.</summary>
    public const int Fan = 6;

    /// <summary>How many triangles so many vertices make.</summary>
    public static int CountOf(int vertices, int mode) => mode == List ? vertices / 3 : Math.Max(0, vertices - 2);

    /// <summary>Three corners of each triangle, counter-clockwise from its front.</summary>
    /// <param name="vertices">In the order of the primitive.</param>
    /// <param name="mode">List, strip or fan.</param>
    /// <param name="mirrors">Whether a transform has made fronts into backs: then they are turned round.</param>
    public static int[] Corners(ReadOnlySpan<int> vertices, int mode, bool mirrors)
    {
        var corners = new int[3 * CountOf(vertices.Length, mode)];
        for (var t = 0; 3 * t < corners.Length; t++)
        {
            var i = mode == List ? 3 * t : t;
            var isOdd = mode == Strip && (i & 1) == 1;
            var (b, c) = isOdd != mirrors ? (vertices[i + 2], vertices[i + 1]) : (vertices[i + 1], vertices[i + 2]);
            (corners[3 * t], corners[(3 * t) + 1], corners[(3 * t) + 2]) = (vertices[mode == Fan ? 0 : i], b, c);
        }

        return corners;
    }
}
