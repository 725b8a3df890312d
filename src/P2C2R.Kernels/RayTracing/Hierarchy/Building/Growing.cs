namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>An array that grows.</summary>
internal sealed class Growing<T>(int capacity)
    where T : unmanaged
{
    private T[] _items = new T[capacity];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref T this[int at] => ref _items[at];

    /// <summary>All of them.</summary>
    public Span<T> Span => _items.AsSpan(0, Count);

    /// <summary>Adds one that is all zeros.</summary>
    /// <returns>Its place.</returns>
    public int Add()
    {
        if (Count == _items.Length) Array.Resize(ref _items, 2 * Count);
        return Count++;
    }
}
