namespace P2C2R.Kernels.Numerics;

/// <summary>Angles from their sines and cosines, in plain IEEE binary64.</summary>
internal static class ExactAngles
{
    private const double TanOfTwelfth = 0.26794919243112270;
    private const double Sixth = 0.52359877559829887;
    private const double SquareRootOf3 = 1.7320508075688772;
    private const double Half = 1.5707963267948966;
    private const double Whole = 3.141592653589793;

    /// <summary>The angle of a point, from -pi to pi; 0 for the origin. Within 1e-12.</summary>
    public static double Of(double y, double x)
    {
        var (a, b) = (Math.Abs(x), Math.Abs(y));
        if (a == 0 && b == 0) return 0;
        var angle = b <= a ? Small(b / a) : Half - Small(a / b);
        if (x < 0) angle = Whole - angle;
        return y < 0 ? -angle : angle;
    }

    /// <summary>The arc tangent of 0 to 1: by tan(a - pi/6) to at most pi/12, then its series.</summary>
    private static double Small(double t)
    {
        var isReduced = t > TanOfTwelfth;
        if (isReduced) t = ((t * SquareRootOf3) - 1) / (SquareRootOf3 + t);
        var squared = t * t;
        var sum = 0.0;
        for (var k = 19; k >= 1; k -= 2) sum = (1.0 / k) - (squared * sum);
        return (isReduced ? Sixth : 0) + (t * sum);
    }
}
