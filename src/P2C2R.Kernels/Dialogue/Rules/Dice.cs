using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Dialogue.Rules;

/// <summary>The random numbers of one conversation, one after another.</summary>
/// <param name="seed">The task's seed.</param>
/// <param name="item">The conversation's number in the task.</param>
internal sealed class Dice(long seed, long item)
{
    private long _sample;

    /// <summary>A whole number from 0 to limit - 1.</summary>
    public int Below(int limit) => (int)CounterRandom.Below(limit, seed, item, _sample++);
}
