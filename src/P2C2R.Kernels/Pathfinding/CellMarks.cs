namespace P2C2R.Kernels.Pathfinding;

/// <summary>Marks on cells that are all taken away at once.</summary>
internal sealed class CellMarks
{
    private int[] _stamps = [];
    private int _generation;

    /// <summary>Takes all marks away.</summary>
    /// <param name="cells">How many cells there are.</param>
    public void Clear(int cells)
    {
        if (_stamps.Length < cells || _generation == int.MaxValue)
        {
            _stamps = new int[Math.Max(cells, _stamps.Length)];
            _generation = 0;
        }

        _generation++;
    }

    /// <summary>Marks a cell.</summary>
    /// <returns>Whether it had no mark.</returns>
    public bool TryMark(int cell)
    {
        if (_stamps[cell] == _generation) return false;
        _stamps[cell] = _generation;
        return true;
    }
}
