namespace P2C2R.Grid;

/// <summary>
/// Bounds the bytes of inputs and agreed outputs in memory. Above <see cref="GridOptions.MaxHotBytes"/> those of the oldest
/// slices are dropped and read from storage when needed; only what is committed can be dropped, so the bound is exceeded by
/// at most what one commit holds. An output that several slices share is counted for each.
/// </summary>
internal sealed class HotMemory(GridState state)
{
    private Slice? _first;
    private Slice? _last;

    public long Bytes { get; private set; }

    /// <summary>The oldest slice of the list; for the audit.</summary>
    public Slice? First => _first;

    /// <summary>Counts bytes that a slice holds from now on.</summary>
    public void Add(Slice slice, int bytes)
    {
        slice.WrittenInBatch = state.Batch;
        if (bytes == 0) return;
        if (slice.HotBytes == 0) Link(slice);
        slice.HotBytes += bytes;
        Bytes += bytes;
    }

    /// <summary>A slice's task has ended.</summary>
    public void Remove(Slice slice)
    {
        if (slice.HotBytes == 0) return;
        Bytes -= slice.HotBytes;
        slice.HotBytes = 0;
        Unlink(slice);
    }

    /// <summary>Drops what is too much.</summary>
    public void Trim()
    {
        while (Bytes > state.Options.MaxHotBytes && _first is { } slice && slice.WrittenInBatch <= state.CommittedBatch)
        {
            slice.Input = null;
            slice.Result = null;
            Remove(slice);
        }
    }

    private void Link(Slice slice)
    {
        slice.PreviousHot = _last;
        if (_last is null) _first = slice;
        else _last.NextHot = slice;
        _last = slice;
    }

    private void Unlink(Slice slice)
    {
        if (slice.PreviousHot is null) _first = slice.NextHot;
        else slice.PreviousHot.NextHot = slice.NextHot;
        if (slice.NextHot is null) _last = slice.PreviousHot;
        else slice.NextHot.PreviousHot = slice.PreviousHot;
        slice.NextHot = slice.PreviousHot = null;
    }
}
