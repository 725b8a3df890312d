namespace P2C2R.Kernels.Numerics;

/// <summary>
/// Random numbers as a function of (seed, item, sample): any of them can be computed alone. Three rounds of the finalizer of
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
/// </summary>
internal static class CounterRandom
{
    private const ulong Gamma = 0x9E3779B97F4A7C15;

    /// <summary>64 random bits.</summary>
    public static ulong Bits(long seed, long item, long sample)
    {
        unchecked
        {
            return Mix(Mix(Mix((ulong)seed + Gamma) + ((ulong)item * Gamma)) + ((ulong)sample * Gamma) + Gamma);
        }
    }

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1, of which no one is likelier than another by more than limit / 2^64.</summary>
    public static long Below(long limit, long seed, long item, long sample) => (long)Math.BigMul(Bits(seed, item, sample), (ulong)limit, out _);

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
