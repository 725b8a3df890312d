namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>A priority queue of cells by 16-bit heights, first in first out among equals, whose least height never falls: each step is constant time.</summary>
/// <param name="next">An entry for each cell; its contents don't matter.</param>
internal sealed class BucketQueue(int[] next)
{
    private const int None = -1;
    private readonly int[] _first = Filled(), _last = Filled();
    private int _height;

    /// <summary>Adds a cell.</summary>
    /// <param name="cell">A cell that isn't in the queue.</param>
    /// <param name="height">At least that of the last one taken.</param>
    public void Add(int cell, ushort height)
    {
        next[cell] = None;
        if (_first[height] == None) _first[height] = cell;
        else next[_last[height]] = cell;
        _last[height] = cell;
    }

    /// <summary>Takes the lowest, or says that there is none.</summary>
    public bool TryTake(out int cell)
    {
        while (_height <= ushort.MaxValue && _first[_height] == None) _height++;
        cell = _height <= ushort.MaxValue ? _first[_height] : None;
        if (cell == None) return false;
        _first[_height] = next[cell];
        return true;
    }

    private static int[] Filled()
    {
        var entries = new int[ushort.MaxValue + 1];
        Array.Fill(entries, None);
        return entries;
    }
}
