namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Random numbers as a function of what they are for.</summary>
internal static class Randomness
{
    /// <summary>The SplitMix64 finalizer (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014).</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>A number for an item of a sequence.</summary>
    public static ulong Of(ulong sequence, ulong item) => Mix(sequence + ((item + 1) * 0x9E3779B97F4A7C15));
}
