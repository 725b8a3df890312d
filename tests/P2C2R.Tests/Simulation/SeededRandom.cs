namespace P2C2R.Tests.Simulation;

/// <summary>Random numbers that follow from a seed alone, on every runtime: SplitMix64 (Steele, Lea, Flood 2014).</summary>
public sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public long Between(long low, long high) => low + (long)(NextBits() % (ulong)(high - low + 1));

    public int Between(int low, int high) => (int)Between((long)low, high);

    public bool Chance(double probability) => (NextBits() >> 11) * (1.0 / (1UL << 53)) < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>Small most of the time, sometimes up to <paramref name="high"/>: each power of two is equally likely.</summary>
    public long Skewed(long low, long high)
    {
        var bits = 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(high - low) | 1);
        var top = Math.Min(high - low, (1L << Between(0, bits)) - 1);
        return low + Between(0L, top);
    }

    /// <summary>A generator of its own, so that what one actor draws does not shift what another draws.</summary>
    public SeededRandom Fork() => new(NextBits());
}
