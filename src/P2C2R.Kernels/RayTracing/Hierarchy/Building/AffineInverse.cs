using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>Inverts transforms, by cofactors in binary64.</summary>
internal static class AffineInverse
{
    /// <summary>The inverse, and how good it is.</summary>
    /// <param name="m">What to invert.</param>
    /// <param name="condition">By how much rounding errors grow on the way there and back; NaN or infinite where there is no inverse.</param>
    /// <param name="scale">The greatest factor in it or in <paramref name="m"/>.</param>
    public static Affine3 Of(Affine3 m, out double condition, out double scale)
    {
        double[] a = [m.X.X, m.Y.X, m.Z.X, m.X.Y, m.Y.Y, m.Z.Y, m.X.Z, m.Y.Z, m.Z.Z];
        var b = new double[9];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 3; column++)
            {
                var (r1, r2, c1, c2) = ((row + 1) % 3, (row + 2) % 3, (column + 1) % 3, (column + 2) % 3);
                b[(3 * column) + row] = (a[(3 * r1) + c1] * a[(3 * r2) + c2]) - (a[(3 * r1) + c2] * a[(3 * r2) + c1]);
            }
        }

        var determinant = (a[0] * b[0]) + (a[1] * b[3]) + (a[2] * b[6]);
        for (var i = 0; i < 9; i++) b[i] /= determinant;
        (condition, scale) = (0, 0);
        for (var row = 0; row < 3; row++)
        {
            var sum = 0.0;
            for (var i = 0; i < 9; i++) sum += Math.Abs(a[(3 * row) + (i / 3)]) * Math.Abs(b[i]);
            condition = Math.Max(condition, sum);
        }

        for (var i = 0; i < 9; i++) scale = Math.Max(scale, Math.Max(Math.Abs(a[i]), Math.Abs(b[i])));
        var t = m.Origin;
        Float3 origin = new(Undo(b, 0, t), Undo(b, 3, t), Undo(b, 6, t));
        return new(new((float)b[0], (float)b[3], (float)b[6]), new((float)b[1], (float)b[4], (float)b[7]), new((float)b[2], (float)b[5], (float)b[8]), origin);
    }

    private static float Undo(double[] b, int row, Float3 t) => (float)-((b[row] * t.X) + (b[row + 1] * t.Y) + (b[row + 2] * t.Z));
}
