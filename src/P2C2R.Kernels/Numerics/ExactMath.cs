namespace P2C2R.Kernels.Numerics;

/// <summary>
/// Exponential, logarithm, sine, cosine and arc tangent of binary64 by + - * / and square roots alone, so that every machine gives the same bits. Within two units
/// in the last place of the true value. Range reduction after W. J. Cody and W. Waite, "Software Manual for the Elementary
/// Functions", 1980: the constant to subtract is split so that its multiples are exact.
/// </summary>
internal static class ExactMath
{
    /// <summary>The largest argument of <see cref="Sin"/> and <see cref="Cos"/>: multiples of pi / 2 are exact up to here.</summary>
    public const double MaxAngle = 1_000_000;

    // 1.5 * 2^52: added and taken away again, it rounds to a whole number, midpoints to even.
    private const double Rounder = 6755399441055744.0;

    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.69314718036912382;
    private const double Ln2Low = 1.9082149292705877e-10;

    // pi / 2 in three parts, the first two of 33 bits.
    private const double HalfPiHigh = 1.5707963267341256;
    private const double HalfPiMiddle = 6.0771005063039660e-11;
    private const double HalfPiLow = 2.0222662487959506e-21;
    private const double TwoOverPi = 0.63661977236758138;

    // 1 / n!, n = 0 to 18.
    private static readonly double[] InverseFactorials = MakeInverseFactorials();

    /// <summary>e to the power of x; 0 below -745, infinity above 709.78.</summary>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 709.782712893384) return double.PositiveInfinity;
        if (x < -745.2) return 0;
        var k = ((x * Log2E) + Rounder) - Rounder;
        var r = (x - (k * Ln2High)) - (k * Ln2Low);
        var sum = InverseFactorials[14];
        for (var n = 13; n >= 0; n--) sum = (sum * r) + InverseFactorials[n];

        // In two steps: 2^k alone may be too small or too large where the product isn't.
        var half = (int)k / 2;
        return sum * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>The natural logarithm of a positive, finite x.</summary>
    public static double Log(double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);
        var exponent = 0;
        for (; x < 2.2250738585072014e-308; exponent -= 54) x *= 18014398509481984;
        var bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }

        // log m = 2 artanh((m - 1) / (m + 1)).
        var s = (mantissa - 1) / (mantissa + 1);
        var square = s * s;
        var sum = 1.0 / 25;
        for (var n = 23; n >= 3; n -= 2) sum = (sum * square) + (1.0 / n);
        var tail = s * square * sum;
        return (exponent * Ln2High) + ((2 * s) + ((2 * tail) + (exponent * Ln2Low)));
    }

    /// <summary>The sine of an angle in radians, at most <see cref="MaxAngle"/> either way.</summary>
    public static double Sin(double x)
    {
        var (r, quadrant) = Reduce(x);
        return quadrant switch { 0 => SinPart(r), 1 => CosPart(r), 2 => -SinPart(r), _ => -CosPart(r) };
    }

    /// <summary>The cosine of an angle in radians, at most <see cref="MaxAngle"/> either way.</summary>
    public static double Cos(double x)
    {
        var (r, quadrant) = Reduce(x);
        return quadrant switch { 0 => CosPart(r), 1 => -SinPart(r), 2 => -CosPart(r), _ => SinPart(r) };
    }

    /// <summary>The angle of the direction x, y from 1, 0 on, -pi to pi; 0 for 0, 0. Within four units in the last place.</summary>
    public static double Atan2(double y, double x)
    {
        var (high, low) = (Math.Max(Math.Abs(x), Math.Abs(y)), Math.Min(Math.Abs(x), Math.Abs(y)));
        if (high == 0) return 0;
        var angle = AtanPart(low / high);
        if (Math.Abs(y) > Math.Abs(x)) angle = (Math.PI / 2) - angle;
        if (x < 0) angle = Math.PI - angle;
        return y < 0 ? -angle : angle;
    }

    /// <summary>The arc tangent of t, 0 to 1: half the angle twice, then the series.</summary>
    private static double AtanPart(double t)
    {
        t /= 1 + Math.Sqrt(1 + (t * t));
        t /= 1 + Math.Sqrt(1 + (t * t));
        var square = t * t;
        var sum = 1.0 / 27;
        for (var n = 25; n >= 3; n -= 2) sum = (1.0 / n) - (sum * square);
        return 4 * (t - (t * square * sum));
    }

    private static (double R, int Quadrant) Reduce(double x)
    {
        if (!(Math.Abs(x) <= MaxAngle)) throw new ArgumentOutOfRangeException(nameof(x), x, "the angle is too large");
        var k = ((x * TwoOverPi) + Rounder) - Rounder;
        var r = ((x - (k * HalfPiHigh)) - (k * HalfPiMiddle)) - (k * HalfPiLow);
        return (r, (int)k & 3);
    }

    private static double SinPart(double r)
    {
        var square = r * r;
        var sum = InverseFactorials[17];
        for (var n = 15; n >= 3; n -= 2) sum = InverseFactorials[n] - (sum * square);
        return r - (r * square * sum);
    }

    private static double CosPart(double r)
    {
        var square = r * r;
        var sum = InverseFactorials[18];
        for (var n = 16; n >= 4; n -= 2) sum = InverseFactorials[n] - (sum * square);
        return 1 - ((0.5 * square) - (square * square * sum));
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);

    private static double[] MakeInverseFactorials()
    {
        var values = new double[19];
        var factorial = 1.0;
        for (var n = 0; n < values.Length; n++)
        {
            // Exact: 18! has 53 significant bits or fewer.
            factorial *= Math.Max(1, n);
            values[n] = 1 / factorial;
        }

        return values;
    }
}
