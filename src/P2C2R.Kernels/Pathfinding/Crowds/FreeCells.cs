using System.Numerics;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>The free cells of a map by number, row by row.</summary>
internal sealed class FreeCells
{
    private readonly GridMap _map;

    // Free cells in the words up to and with each one.
    private readonly int[] _upTo;

    /// <summary>Counts them.</summary>
    public FreeCells(GridMap map)
    {
        _map = map;
        _upTo = new int[map.Rows.Length];
        var count = 0;
        for (var word = 0; word < _upTo.Length; word++) _upTo[word] = count += BitOperations.PopCount(map.Rows[word]);
    }

    /// <summary>How many there are.</summary>
    public int Count => _upTo[^1];

    /// <summary>Where a free cell is, unframed.</summary>
    public (int X, int Y) this[int number]
    {
        get
        {
            var (low, high) = (0, _upTo.Length - 1);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_upTo[middle] <= number) low = middle + 1;
                else high = middle;
            }

            var bits = _map.Rows[low];
            for (var skip = number - (_upTo[low] - BitOperations.PopCount(bits)); skip > 0; skip--) bits &= bits - 1;
            var (y, word) = Math.DivRem(low, _map.RowWords);
            return ((word * 64) + BitOperations.TrailingZeroCount(bits) - 1, y - 1);
        }
    }
}
