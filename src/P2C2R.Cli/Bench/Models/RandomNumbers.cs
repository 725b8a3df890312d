namespace P2C2R.Cli.Bench.Models;

/// <summary>SplitMix64 (Steele, Lea and Flood, 2014): the same numbers in every release.</summary>
/// <param name="seed">Where it begins.</param>
internal sealed class RandomNumbers(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            var value = _state += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>0 to less than 1.</summary>
    public double NextFraction() => (Next() >> 11) * (1.0 / (1L << 53));
}
