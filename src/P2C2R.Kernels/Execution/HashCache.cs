using P2C2R.Protocol;

namespace P2C2R.Kernels.Execution;

/// <summary>
/// What was made of the bytes that the slices before this one came with, by their hash: parsing a map or a preparation can take longer
/// than a query. Changes neither output nor units. Safe for threads. What is made must not refer to a slice's own bytes, whose memory
/// ends with the slice.
/// </summary>
/// <param name="capacity">How many things to keep; that which wasn't asked for the longest goes first.</param>
internal sealed class HashCache<T>(int capacity)
    where T : class
{
    private readonly object _gate = new();

    // Least recently used first.
    private readonly List<((Sha256Hash, Sha256Hash) Key, T Value)> _values = [];

    /// <summary>What was made of some bytes, or what is made of them now; null where that can't be done.</summary>
    public T? Load(Sha256Hash hash, Func<T?> make) => Load(hash, default, make);

    /// <summary>What was made of two pieces of bytes together, or what is made of them now; null where that can't be done.</summary>
    public T? Load(Sha256Hash first, Sha256Hash second, Func<T?> make)
    {
        var key = (first, second);
        if (Recall(key) is { } known) return known;
        if (make() is not { } value) return null;
        lock (_gate)
        {
            if (_values.Count == capacity) _values.RemoveAt(0);
            _values.Add((key, value));
        }

        return value;
    }

    private T? Recall((Sha256Hash, Sha256Hash) key)
    {
        lock (_gate)
        {
            var at = _values.FindIndex(v => v.Key == key);
            if (at < 0) return null;
            var found = _values[at];
            _values.RemoveAt(at);
            _values.Add(found);
            return found.Value;
        }
    }
}
