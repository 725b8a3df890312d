using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Meshes;

/// <summary>An affine transform of glTF nodes in plain IEEE arithmetic: rows of a 3 x 4 matrix.</summary>
internal sealed class GltfTransform
{
    private readonly double[] _rows;

    private GltfTransform(double[] rows) => _rows = rows;

    /// <summary>Leaves everything where it is.</summary>
    public static GltfTransform Identity { get; } = new([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]);

    /// <summary>Whether it turns fronts into backs: then the triangles' order of corners is to be reversed.</summary>
    public bool Mirrors
    {
        get
        {
            var m = _rows;
            return (m[0] * ((m[5] * m[10]) - (m[6] * m[9]))) - (m[1] * ((m[4] * m[10]) - (m[6] * m[8]))) + (m[2] * ((m[4] * m[9]) - (m[5] * m[8]))) < 0;
        }
    }

    /// <summary>From glTF's 16 numbers, column by column.</summary>
    public static GltfTransform FromMatrix(double[] m) => new([m[0], m[4], m[8], m[12], m[1], m[5], m[9], m[13], m[2], m[6], m[10], m[14]]);

    /// <summary>From a scale, then a rotation (unit quaternion x, y, z, w), then a translation.</summary>
    public static GltfTransform FromParts(double[] t, double[] r, double[] s)
    {
        var (x, y, z, w) = (r[0], r[1], r[2], r[3]);
        return new GltfTransform(
        [
            (1 - (2 * ((y * y) + (z * z)))) * s[0], 2 * ((x * y) - (z * w)) * s[1], 2 * ((x * z) + (y * w)) * s[2], t[0],
            2 * ((x * y) + (z * w)) * s[0], (1 - (2 * ((x * x) + (z * z)))) * s[1], 2 * ((y * z) - (x * w)) * s[2], t[1],
            2 * ((x * z) - (y * w)) * s[0], 2 * ((y * z) + (x * w)) * s[1], (1 - (2 * ((x * x) + (y * y)))) * s[2], t[2],
        ]);
    }

    /// <summary>This after <paramref name="inner"/>.</summary>
    public GltfTransform After(GltfTransform inner)
    {
        var (a, b) = (_rows, inner._rows);
        var product = new double[12];
        for (var row = 0; row < 12; row += 4)
        {
            for (var column = 0; column < 4; column++)
            {
                product[row + column] = (a[row] * b[column]) + (a[row + 1] * b[4 + column]) + (a[row + 2] * b[8 + column]) + (column == 3 ? a[row + 3] : 0);
            }
        }

        return new GltfTransform(product);
    }

    /// <summary>Where a point goes.</summary>
    public (float X, float Y, float Z) Apply(double x, double y, double z) => (Row(0, x, y, z), Row(4, x, y, z), Row(8, x, y, z));

    /// <summary>The same in binary32: what instances carry.</summary>
    public Affine3 ToAffine() => new(Column(0), Column(1), Column(2), Column(3));

    private Float3 Column(int at) => new((float)_rows[at], (float)_rows[4 + at], (float)_rows[8 + at]);

    private float Row(int row, double x, double y, double z) => (float)((_rows[row] * x) + (_rows[row + 1] * y) + (_rows[row + 2] * z) + _rows[row + 3]);
}
