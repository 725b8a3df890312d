namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>The domains of cells as they were before they changed, to undo by: once for each cell and mark.</summary>
/// <param name="cells">Number of cells.</param>
/// <param name="words">Words of a domain.</param>
internal sealed class WaveTrail(int cells, int words)
{
    private readonly int[] _remembered = new int[cells];
    private readonly List<int> _cells = [];
    private ulong[] _domains = new ulong[256 * words];
    private int _marks = 1;

    /// <summary>Changes remembered.</summary>
    public int Position => _cells.Count;

    /// <summary>From here on every cell is remembered anew.</summary>
    /// <returns>The position.</returns>
    public int Mark()
    {
        _marks++;
        return Position;
    }

    /// <summary>Remembers what a cell was, unless that was done since the last mark.</summary>
    public void Remember(int cell, ReadOnlySpan<ulong> domain)
    {
        if (_remembered[cell] == _marks) return;
        _remembered[cell] = _marks;
        if ((Position + 1) * words > _domains.Length) Array.Resize(ref _domains, 2 * _domains.Length);
        domain.CopyTo(_domains.AsSpan(Position * words));
        _cells.Add(cell);
    }

    /// <summary>Puts the last remembered domain back.</summary>
    /// <returns>Its cell.</returns>
    public int Pop(ulong[] domains)
    {
        // What follows belongs to the mark before this one and must be remembered again.
        _marks++;
        var cell = _cells[^1];
        _cells.RemoveAt(_cells.Count - 1);
        _domains.AsSpan(Position * words, words).CopyTo(domains.AsSpan(cell * words));
        return cell;
    }
}
