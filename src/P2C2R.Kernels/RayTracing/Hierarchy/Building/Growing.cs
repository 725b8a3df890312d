using System.Buffers;

namespace P2C2R.Kernels.RayTracing.Hierarchy.Building;

/// <summary>An array that grows, in memory that is used again: trees are built often, and new memory costs more than filling it.</summary>
internal sealed class Growing<T>(int capacity) : IDisposable
    where T : unmanaged
{
    private T[] _items = ArrayPool<T>.Shared.Rent(capacity);

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>One of them.</summary>
    public ref T this[int at] => ref _items[at];

    /// <summary>All of them.</summary>
    public Span<T> Span => _items.AsSpan(0, Count);

    /// <summary>Adds one with anything in it.</summary>
    /// <returns>Its place.</returns>
    public int Add()
    {
        if (Count == _items.Length)
        {
            var more = ArrayPool<T>.Shared.Rent(2 * Count);
            Span.CopyTo(more);
            ArrayPool<T>.Shared.Return(_items);
            _items = more;
        }

        return Count++;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<T>.Shared.Return(_items);
}
