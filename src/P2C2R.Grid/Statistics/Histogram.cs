using System.Numerics;

namespace P2C2R.Grid;

/// <summary>Counts of values in buckets that grow by a factor of 2^(1/4) (about 19%): percentiles in constant memory.</summary>
public sealed class Histogram
{
    private const int PerOctave = 4;
    private readonly long[] _counts = new long[64 * PerOctave];

    /// <summary>Values added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a value; below 0 counts as 0.</summary>
    public void Add(long value)
    {
        _counts[Bucket(value)]++;
        Count++;
    }

    /// <summary>The upper end of the bucket that holds this fraction of the values, or 0 where there are none.</summary>
    /// <param name="fraction">0 to 1; 0.99 for p99.</param>
    public long Percentile(double fraction)
    {
        if (Count == 0) return 0;
        var wanted = (long)Math.Ceiling(Count * fraction);
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0) return UpperEnd(i);
        }
        return long.MaxValue;
    }

    private static int Bucket(long value)
    {
        if (value < PerOctave) return value < 0 ? 0 : (int)value;
        var octave = BitOperations.Log2((ulong)value);
        return (octave * PerOctave) + (int)((value >> (octave - 2)) & (PerOctave - 1));
    }

    private static long UpperEnd(int bucket)
    {
        if (bucket < PerOctave) return bucket;
        var octave = bucket / PerOctave;
        return ((long)(PerOctave + (bucket % PerOctave) + 1) << (octave - 2)) - 1;
    }
}
