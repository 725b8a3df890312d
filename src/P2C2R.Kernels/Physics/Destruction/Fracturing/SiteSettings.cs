namespace P2C2R.Kernels.Physics.Destruction.Fracturing;

/// <summary>Where a solid's sites are.</summary>
/// <param name="Seed">Of the random numbers.</param>
/// <param name="Count">Sites all over the solid.</param>
/// <param name="Impacts">Sites around points.</param>
/// <param name="Levels">For each further level, into how many parts each cell is broken.</param>
internal sealed record SiteSettings(long Seed, int Count, IReadOnlyList<ImpactSites> Impacts, IReadOnlyList<int> Levels)
{
    /// <summary>Sites of the last level at most.</summary>
    public long Total => Levels.Aggregate((long)Count + Impacts.Sum(static i => (long)i.Count), static (all, level) => Math.Min(all * level, int.MaxValue));
}
