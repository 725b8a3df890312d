using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>The random numbers of a dungeon, one after another.</summary>
/// <param name="seed">The seed.</param>
/// <param name="variant">Which of the dungeons with that seed.</param>
internal sealed class DungeonDice(long seed, int variant)
{
    private long _sample;

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => (int)CounterRandom.Below(limit, seed, variant, _sample++);

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int From(int least, int most) => least + Below(most - least + 1);

    /// <summary>One of some things.</summary>
    public T Pick<T>(IReadOnlyList<T> things) => things[Below(things.Count)];

    /// <summary>Puts a list into a random order (R. Durstenfeld, "Algorithm 235: random permutation", CACM 1964).</summary>
    public void Shuffle<T>(List<T> list)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
