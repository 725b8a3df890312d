using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Triangles of a scene's shapes, for viewers.</summary>
internal static class SceneMeshes
{
    private const int Sides = 16;

    /// <summary>Of a shape.</summary>
    public static GlbNode Of(SceneShape source, Shape shape, string name, int material)
    {
        if (source.Form == SceneForm.Mesh) return new(name, source.Positions, source.Indices) { Material = material };
        var (positions, indices) = shape.Hull is { } hull ? OfHull(hull) : OfRounded(shape.Half.Y, shape.Radius);
        return new(name, positions, indices) { Material = material };
    }

    /// <summary>Each face has corners of its own, so that viewers shade it flat.</summary>
    private static (float[] Positions, int[] Indices) OfHull(ConvexHull hull)
    {
        var (positions, indices) = (new List<float>(), new List<int>());
        for (var f = 0; f < hull.FaceCount; f++)
        {
            var first = positions.Count / 3;
            for (var i = hull.FaceStarts[f]; i < hull.FaceStarts[f + 1]; i++)
            {
                var corner = hull.Vertex(hull.FaceVertices[i]);
                positions.AddRange([corner.X, corner.Y, corner.Z]);
            }

            for (var i = 1; i + 1 < hull.FaceStarts[f + 1] - hull.FaceStarts[f]; i++) indices.AddRange([first, first + i, first + i + 1]);
        }

        return ([.. positions], [.. indices]);
    }

    /// <summary>A ball, its halves moved apart along y.</summary>
    private static (float[] Positions, int[] Indices) OfRounded(float halfLength, float radius)
    {
        var (positions, indices) = (new List<float>(), new List<int>());
        for (var ring = 0; ring <= Sides; ring++)
        {
            var polar = 3.141592653589793 * ring / Sides;
            for (var side = 0; side <= Sides; side++)
            {
                var around = 6.283185307179586 * side / Sides;
                var across = radius * ExactMath.Sin(polar);
                var up = (radius * ExactMath.Cos(polar)) + (2 * ring <= Sides ? halfLength : -halfLength);
                positions.AddRange([(float)(across * ExactMath.Cos(around)), (float)up, (float)(across * ExactMath.Sin(around))]);
                if (ring == Sides || side == Sides) continue;
                var at = (ring * (Sides + 1)) + side;
                indices.AddRange([at, at + 1, at + Sides + 1, at + 1, at + Sides + 2, at + Sides + 1]);
            }
        }

        return ([.. positions], [.. indices]);
    }
}
