namespace P2C2R.Kernels.Physics.BroadPhase;

/// <summary>Sorts keys by some of their bits, 11 at a time from the lowest on; keys that agree in them keep their order.</summary>
internal sealed class RadixSort
{
    private const int Digit = 11;

    private readonly int[] _counts = new int[1 << Digit];
    private ulong[] _scratch = [];

    /// <summary>Sorts.</summary>
    /// <param name="keys">The keys; replaced by another array where that is cheaper.</param>
    /// <param name="count">How many of them.</param>
    /// <param name="fromBit">The lowest bit that counts.</param>
    /// <param name="toBit">The bit after the highest that counts.</param>
    public void Sort(ref ulong[] keys, int count, int fromBit, int toBit)
    {
        if (_scratch.Length < keys.Length) _scratch = new ulong[keys.Length];
        for (var bit = fromBit; bit < toBit; bit += Digit)
        {
            var mask = (1UL << Math.Min(Digit, toBit - bit)) - 1;
            Array.Clear(_counts);
            for (var i = 0; i < count; i++) _counts[(int)((keys[i] >> bit) & mask)]++;
            for (int d = 0, sum = 0; d < _counts.Length; d++) (_counts[d], sum) = (sum, sum + _counts[d]);
            for (var i = 0; i < count; i++) _scratch[_counts[(int)((keys[i] >> bit) & mask)]++] = keys[i];
            (keys, _scratch) = (_scratch, keys);
        }
    }

    /// <summary>An integer that orders as a number does.</summary>
    public static uint Ordered(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value + 0f);
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }
}
