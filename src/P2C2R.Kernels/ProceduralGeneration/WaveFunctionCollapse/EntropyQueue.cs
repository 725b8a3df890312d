namespace P2C2R.Kernels.ProceduralGeneration.WaveFunctionCollapse;

/// <summary>The undecided cells, the one with the least key first: a binary heap that knows where each cell stands. Equal keys are ordered by cell.</summary>
internal sealed class EntropyQueue
{
    private readonly int[] _heap;
    private readonly int[] _places;
    private readonly ulong[] _keys;

    /// <summary>An empty queue.</summary>
    /// <param name="cells">Cells are 0 to this - 1.</param>
    public EntropyQueue(int cells)
    {
        (_heap, _places, _keys) = (new int[cells], new int[cells], new ulong[cells]);
        Array.Fill(_places, -1);
    }

    /// <summary>Cells in it.</summary>
    public int Count { get; private set; }

    /// <summary>The cell with the least key; there must be one.</summary>
    public int First => _heap[0];

    /// <summary>Puts a cell in, or changes its key.</summary>
    public void Set(int cell, ulong key)
    {
        if (_places[cell] < 0)
        {
            _places[cell] = Count;
            _heap[Count++] = cell;
            _keys[cell] = key;
            Raise(cell);
            return;
        }

        var rises = key < _keys[cell];
        _keys[cell] = key;
        if (rises) Raise(cell);
        else Sink(cell);
    }

    /// <summary>Takes a cell out, if it is in.</summary>
    public void Remove(int cell)
    {
        var place = _places[cell];
        if (place < 0) return;
        _places[cell] = -1;
        var last = _heap[--Count];
        if (last == cell) return;
        _heap[place] = last;
        _places[last] = place;
        Raise(last);
        Sink(last);
    }

    private bool IsBefore(int a, int b) => _keys[a] < _keys[b] || (_keys[a] == _keys[b] && a < b);

    private void Raise(int cell)
    {
        var place = _places[cell];
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (!IsBefore(cell, _heap[parent])) break;
            Put(_heap[parent], place);
            place = parent;
        }

        Put(cell, place);
    }

    private void Sink(int cell)
    {
        var place = _places[cell];
        while ((2 * place) + 1 < Count)
        {
            var child = (2 * place) + 1;
            if (child + 1 < Count && IsBefore(_heap[child + 1], _heap[child])) child++;
            if (!IsBefore(_heap[child], cell)) break;
            Put(_heap[child], place);
            place = child;
        }

        Put(cell, place);
    }

    private void Put(int cell, int place)
    {
        _heap[place] = cell;
        _places[cell] = place;
    }
}
