using System.Numerics;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Tests.Kernels.Numerics;

/// <summary>Beside series summed with 480 binary digits.</summary>
public sealed class ExactMathTests
{
    private const int Digits = 480;
    private const double MostError = 2;

    private static readonly BigInteger One = BigInteger.One << Digits;

    [Fact]
    public void Exponentials_are_within_two_units_in_the_last_place()
    {
        foreach (var x in Numbers(-80, 300)) AssertNear(Exp(x), ExactMath.Exp(x), x);
        Assert.Equal(0, ExactMath.Exp(-800));
        Assert.Equal(double.PositiveInfinity, ExactMath.Exp(710));
        Assert.Equal(double.Epsilon, ExactMath.Exp(-744.4));
        Assert.True(double.IsNaN(ExactMath.Exp(double.NaN)));
    }

    [Fact]
    public void Logarithms_undo_exponentials()
    {
        foreach (var x in Numbers(-300, 300))
        {
            // The exponential of the logarithm's neighbours encloses the number.
            var y = Math.Abs(x) + 1.5;
            var log = ExactMath.Log(y);
            var (below, above) = (Exp(log - (2 * Ulp(log))), Exp(log + (2 * Ulp(log))));
            Assert.True(below <= Fixed(y) && Fixed(y) <= above, $"log {y}");
        }
    }

    [Fact]
    public void Sines_and_cosines_are_within_two_units_in_the_last_place()
    {
        foreach (var x in Numbers(-100_000, 100_000).Concat(Numbers(-4, 4)))
        {
            AssertNear(Sine(Fixed(x)), ExactMath.Sin(x), x);
            AssertNear(Sine(Fixed(x) + (Pi / 2)), ExactMath.Cos(x), x);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => ExactMath.Sin(1e7));
    }

    /// <summary>The platform's own is within one unit of the truth.</summary>
    [Fact]
    public void Arc_tangents_are_within_five_units_of_the_platforms()
    {
        var random = new Random(6);
        for (var i = 0; i < 20_000; i++)
        {
            var (y, x) = ((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-20, 20)), (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-20, 20)));
            var expected = Math.Atan2(y, x);
            var unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
            Assert.InRange(ExactMath.Atan2(y, x), expected - (5 * unit), expected + (5 * unit));
        }

        Assert.Equal([0, Math.PI, Math.PI / 2, -Math.PI / 2], new[] { ExactMath.Atan2(0, 0), ExactMath.Atan2(0, -1), ExactMath.Atan2(3, 0), ExactMath.Atan2(-3, 0) });
    }

    [Fact]
    public void Lanes_of_exponentials_are_within_three_units_in_the_last_place()
    {
        foreach (var number in Numbers(-87, 88))
        {
            var x = (float)number;
            var expected = ExactMath.Exp(x);
            var actual = Lanes.Exp(Vector512.Create(x)).GetElement(5);
            Assert.True(Math.Abs(actual - expected) <= 3 * (MathF.BitIncrement((float)expected) - (float)expected), $"exp {x}: {actual}, not {expected}");
        }

        Assert.True(float.IsNaN(Lanes.Exp(Vector512.Create(float.NaN)).GetElement(0)));
    }

    [Fact]
    public void Lanes_are_added_in_the_written_order()
    {
        var random = new Random(1);
        var lanes = Enumerable.Range(0, 16).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(8)))).ToArray();
        var sums = lanes.ToArray();
        for (var half = 8; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++) sums[i] += sums[i + half];
        }

        Assert.Equal(sums[0], Lanes.Sum(Vector512.Create<float>(lanes)));
    }

    private static readonly BigInteger Pi = (4 * ((4 * Arctangent(5)) - Arctangent(239)));

    private static IEnumerable<double> Numbers(double least, double most)
    {
        var random = new Random(7);
        for (var i = 0; i < 400; i++) yield return least + (random.NextDouble() * (most - least));
    }

    private static void AssertNear(BigInteger expected, double actual, double x) =>
        Assert.True(BigInteger.Abs(Fixed(actual) - expected) <= Fixed(MostError * Ulp(actual)) + 1, $"at {x}: {actual}");

    private static double Ulp(double x) => Math.BitIncrement(Math.Abs(x)) - Math.Abs(x);

    private static BigInteger Fixed(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        var (exponent, mantissa) = ((int)(bits >> 52), bits & 0xFFFFFFFFFFFFF);
        var shift = Digits + Math.Max(1, exponent) - 1075;
        BigInteger whole = mantissa | (exponent > 0 ? 1L << 52 : 0);
        return Math.Sign(x) * (shift >= 0 ? whole << shift : whole >> -shift);
    }

    // Large results have more digits than needed, small ones fewer; those are scaled up first.
    private static BigInteger Exp(double x)
    {
        var sum = One;
        var term = One;
        var small = Fixed(x) >> 12;
        for (var n = 1; !term.IsZero; n++) sum += term = (term * small >> Digits) / n;
        for (var i = 0; i < 12; i++) sum = sum * sum >> Digits;
        return sum;
    }

    private static BigInteger Sine(BigInteger x)
    {
        var turn = 2 * Pi;
        x -= BigInteger.Divide(x, turn) * turn;
        var (sum, term) = (x, x);
        for (var n = 2; !term.IsZero; n += 2) sum += term = -(term * x >> Digits) * x / ((BigInteger)n * (n + 1)) >> Digits;
        return sum;
    }

    private static BigInteger Arctangent(int inverse)
    {
        var sum = BigInteger.Zero;
        var term = One / inverse;
        for (var n = 1; !term.IsZero; n += 2, term = -term / (inverse * inverse)) sum += term / n;
        return sum;
    }
}
