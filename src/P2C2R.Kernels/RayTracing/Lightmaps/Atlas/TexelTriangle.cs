namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>
/// A triangle among texels, in parts of a texel and whole numbers: which centres it holds is exact, and of two triangles that share
/// an edge one alone holds a centre on it (the top-left rule, after J. Pineda, "A Parallel Algorithm for Polygon Rasterization", 1988).
/// </summary>
internal readonly struct TexelTriangle
{
    private const int Half = LightmapAtlas.Fraction / 2;

    private readonly int _aX;
    private readonly int _aY;
    private readonly int _bX;
    private readonly int _bY;
    private readonly int _cX;
    private readonly int _cY;
    private readonly bool _isTurned;

    /// <summary>From x and y of three corners, in parts of a texel.</summary>
    public TexelTriangle(ReadOnlySpan<int> corners)
    {
        (_aX, _aY, _bX, _bY, _cX, _cY) = (corners[0], corners[1], corners[2], corners[3], corners[4], corners[5]);
        _isTurned = Edge(_aX, _aY, _bX, _bY, _cX, _cY) < 0;
        if (_isTurned) (_bX, _bY, _cX, _cY) = (_cX, _cY, _bX, _bY);
        DoubleArea = Edge(_aX, _aY, _bX, _bY, _cX, _cY);
    }

    /// <summary>Twice its area in squared parts of a texel; 0 where it is flat.</summary>
    public long DoubleArea { get; }

    /// <summary>The texels that may lie in it or within some texels around it, within a lightmap's bounds.</summary>
    public (int Left, int Top, int Right, int Bottom) Box(int width, int height, int around) => (
        Math.Max(0, (Math.Min(_aX, Math.Min(_bX, _cX)) / LightmapAtlas.Fraction) - around),
        Math.Max(0, (Math.Min(_aY, Math.Min(_bY, _cY)) / LightmapAtlas.Fraction) - around),
        Math.Min(width - 1, (Math.Max(_aX, Math.Max(_bX, _cX)) / LightmapAtlas.Fraction) + around),
        Math.Min(height - 1, (Math.Max(_aY, Math.Max(_bY, _cY)) / LightmapAtlas.Fraction) + around));

    /// <summary>Whether it holds the centre of a texel.</summary>
    public bool Holds(int x, int y)
    {
        var (pX, pY) = Center(x, y);
        return DoubleArea > 0 && IsInside(_aX, _aY, _bX, _bY, pX, pY) && IsInside(_bX, _bY, _cX, _cY, pX, pY) && IsInside(_cX, _cY, _aX, _aY, pX, pY);
    }

    /// <summary>The shares of the second and the third corner at the centre of a texel inside.</summary>
    public (float Second, float Third) Shares(int x, int y)
    {
        var (pX, pY) = Center(x, y);
        var (toB, toC) = (Edge(_cX, _cY, _aX, _aY, pX, pY), Edge(_aX, _aY, _bX, _bY, pX, pY));
        return Ordered((double)toB / DoubleArea, (double)toC / DoubleArea);
    }

    /// <summary>The point of the triangle nearest to a texel's centre: the square of its distance in parts, and its shares of the second and the third corner.</summary>
    public (double Distance, float Second, float Third) Nearest(int x, int y)
    {
        var (pX, pY) = Center(x, y);
        if (DoubleArea > 0 && Edge(_aX, _aY, _bX, _bY, pX, pY) >= 0 && Edge(_bX, _bY, _cX, _cY, pX, pY) >= 0 && Edge(_cX, _cY, _aX, _aY, pX, pY) >= 0)
        {
            var (second, third) = Shares(x, y);
            return (0, second, third);
        }

        var (ab, alongAb) = ToSide(_aX, _aY, _bX, _bY, pX, pY);
        var (bc, alongBc) = ToSide(_bX, _bY, _cX, _cY, pX, pY);
        var (ca, alongCa) = ToSide(_cX, _cY, _aX, _aY, pX, pY);
        var (toB, toC, distance) = ab <= bc && ab <= ca ? (alongAb, 0.0, ab) : bc <= ca ? (1 - alongBc, alongBc, bc) : (0.0, 1 - alongCa, ca);
        var (s, t) = Ordered(toB, toC);
        return (distance, s, t);
    }

    private (float Second, float Third) Ordered(double toB, double toC) => _isTurned ? ((float)toC, (float)toB) : ((float)toB, (float)toC);

    private static (int X, int Y) Center(int x, int y) => ((x * LightmapAtlas.Fraction) + Half, (y * LightmapAtlas.Fraction) + Half);

    private static long Edge(int aX, int aY, int bX, int bY, int pX, int pY) => ((long)(bX - aX) * (pY - aY)) - ((long)(bY - aY) * (pX - aX));

    private static bool IsInside(int aX, int aY, int bX, int bY, int pX, int pY)
    {
        var side = Edge(aX, aY, bX, bY, pX, pY);
        return side > 0 || (side == 0 && (bY > aY || (bY == aY && bX < aX)));
    }

    private static (double Distance, double Along) ToSide(int aX, int aY, int bX, int bY, int pX, int pY)
    {
        double dX = bX - aX, dY = bY - aY;
        var length = (dX * dX) + (dY * dY);
        var along = length == 0 ? 0 : Math.Clamp((((pX - aX) * dX) + ((pY - aY) * dY)) / length, 0, 1);
        var (offX, offY) = (aX + (along * dX) - pX, aY + (along * dY) - pY);
        return ((offX * offX) + (offY * offY), along);
    }
}
