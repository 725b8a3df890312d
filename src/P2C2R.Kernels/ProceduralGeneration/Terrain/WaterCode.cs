using System.Numerics;

namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>The water byte of a delivered cell.</summary>
internal static class WaterCode
{
    /// <summary>Dry land.</summary>
    public const byte None = 0;

    /// <summary>A lake.</summary>
    public const byte Lake = 1;

    /// <summary>The sea.</summary>
    public const byte Sea = 2;

    private const byte RiverFlag = 0x80;
    private const int MaxStrength = 7;

    /// <summary>A river: its direction in bits 0 to 2, its strength in bits 3 to 5.</summary>
    /// <param name="direction">Where it flows.</param>
    /// <param name="catchment">Cells that drain through it.</param>
    /// <param name="least">Catchment at which a river starts.</param>
    public static byte River(int direction, int catchment, int least) =>
        (byte)(RiverFlag | direction | (Math.Min(MaxStrength, BitOperations.Log2((uint)(catchment / least))) << 3));

    /// <summary>Whether this is a river.</summary>
    public static bool IsRiver(byte code) => (code & RiverFlag) != 0;

    /// <summary>Where a river flows.</summary>
    public static int Direction(byte code) => code & 7;

    /// <summary>Binary logarithm of its catchment over that at which a river starts, 0 to 7.</summary>
    public static int Strength(byte code) => (code >> 3) & 7;

    /// <summary>Whether a byte is one of these.</summary>
    public static bool IsValid(byte code) => code <= Sea || (code & (RiverFlag | 0x40)) == RiverFlag;
}
