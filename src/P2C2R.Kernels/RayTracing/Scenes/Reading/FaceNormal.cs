using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes.Reading;

/// <summary>Normals of triangles.</summary>
internal static class FaceNormal
{
    /// <summary>The unit normal of a triangle, on its front; zero where it has no area.</summary>
    public static Float3 Of(ReadOnlySpan<float> positions, int a, int b, int c)
    {
        double aX = positions[3 * a], aY = positions[(3 * a) + 1], aZ = positions[(3 * a) + 2];
        var (bX, bY, bZ) = (positions[3 * b] - aX, positions[(3 * b) + 1] - aY, positions[(3 * b) + 2] - aZ);
        var (cX, cY, cZ) = (positions[3 * c] - aX, positions[(3 * c) + 1] - aY, positions[(3 * c) + 2] - aZ);
        return UnitLength.Of((bY * cZ) - (bZ * cY), (bZ * cX) - (bX * cZ), (bX * cY) - (bY * cX));
    }
}
