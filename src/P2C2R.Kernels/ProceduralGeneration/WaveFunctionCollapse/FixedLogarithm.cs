using System.Numerics;

namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>The binary logarithm in fixed point, by integers alone: a table of 1,025 entries, and lines between them.</summary>
internal static class FixedLogarithm
{
    /// <summary>Bits after the point.</summary>
    public const int Fraction = 20;

    private const int TableBits = 10;

    private static readonly uint[] Table = MakeTable();

    /// <summary>log2 of a positive number, within 1.5 / 2^<see cref="Fraction"/>.</summary>
    /// <param name="value">1 to 2^62.</param>
    public static long Log2(long value)
    {
        var whole = BitOperations.Log2((ulong)value);

        // 1 to 2 with 32 bits after the point; the 1 itself falls away.
        var mantissa = (uint)(whole >= 32 ? value >> (whole - 32) : value << (32 - whole));
        var at = mantissa >> (32 - TableBits);
        var between = mantissa & ((1U << (32 - TableBits)) - 1);
        var step = Table[at + 1] - Table[at];
        return ((long)whole << Fraction) + Table[at] + (uint)(((ulong)step * between) >> (32 - TableBits));
    }

    private static uint[] MakeTable()
    {
        var table = new uint[(1 << TableBits) + 1];
        for (var i = 0; i < table.Length - 1; i++) table[i] = FractionOfLog2((1UL << 31) + ((ulong)i << (31 - TableBits)));
        table[^1] = 1U << Fraction;
        return table;
    }

    /// <summary>A bit at a time: squaring doubles the logarithm; where the square is 2 or more, the bit is 1.</summary>
    /// <param name="mantissa">1 to 2, with 31 bits after the point.</param>
    private static uint FractionOfLog2(ulong mantissa)
    {
        var result = 0U;
        for (var bit = 0; bit <= Fraction; bit++)
        {
            mantissa = (mantissa * mantissa) >> 31;
            result <<= 1;
            if (mantissa < 1UL << 32) continue;
            mantissa >>= 1;
            result |= 1;
        }

        // One bit more than is kept, to round by.
        return (result + 1) >> 1;
    }
}
