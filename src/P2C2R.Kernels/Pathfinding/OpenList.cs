using System.Runtime.CompilerServices;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The open list of the search: a 4-ary heap of (key, cell) in their order, which is total, so that ties fall the same way
/// everywhere. Entries are never changed; the search drops those that are out of date.
/// </summary>
internal sealed class OpenList
{
    private const int Arity = 4;

    private Entry[] _entries = new Entry[1024];

    /// <summary>How many entries there are.</summary>
    public int Count { get; private set; }

    /// <summary>The least key; there must be one.</summary>
    public ulong FirstKey => _entries[0].Key;

    /// <summary>Forgets all entries.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds an entry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Push(ulong key, int cell)
    {
        if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
        var entries = _entries;
        var at = Count++;
        var entry = new Entry(key, cell);
        while (at > 0)
        {
            var parent = (at - 1) / Arity;
            if (!entry.IsBefore(entries[parent])) break;
            entries[at] = entries[parent];
            at = parent;
        }

        entries[at] = entry;
    }

    /// <summary>Takes the first entry; there must be one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Pop()
    {
        var entries = _entries;
        var first = entries[0].Cell;
        var last = entries[--Count];
        var at = 0;
        while (true)
        {
            var child = (at * Arity) + 1;
            if (child >= Count) break;
            var best = child;
            var end = Math.Min(child + Arity, Count);
            for (var i = child + 1; i < end; i++)
            {
                if (entries[i].IsBefore(entries[best])) best = i;
            }

            if (!entries[best].IsBefore(last)) break;
            entries[at] = entries[best];
            at = best;
        }

        entries[at] = last;
        return first;
    }

    private readonly record struct Entry(ulong Key, int Cell)
    {
        public bool IsBefore(in Entry other) => Key < other.Key || (Key == other.Key && Cell < other.Cell);
    }
}
