namespace P2C2R.Kernels.Pathfinding.Preparation;

/// <summary>A label that grows.</summary>
internal sealed class LabelList
{
    private LabelEntry[] _entries = [];

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entries.</summary>
    public ReadOnlySpan<LabelEntry> Span => _entries.AsSpan(0, Count);

    /// <summary>Adds one.</summary>
    public void Add(LabelEntry entry)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Math.Max(8, Count * 3 / 2));
        _entries[Count++] = entry;
    }
}
