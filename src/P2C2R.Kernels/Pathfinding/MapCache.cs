using P2C2R.Protocol;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>
/// The maps that the slices before this one came with, by hash: parsing a map can take longer than a query. Changes neither
/// output nor units. Safe for threads.
/// </summary>
internal sealed class MapCache
{
    private const int Capacity = 4;

    private readonly object _gate = new();

    // Least recently used first.
    private readonly List<(Sha256Hash Hash, LoadedMap Map)> _maps = [];

    /// <summary>The map in some canonical bytes; null where they are none.</summary>
    public LoadedMap? Load(Sha256Hash hash, ReadOnlySpan<byte> bytes)
    {
        if (Recall(hash) is { } known) return known;
        if (GridMap.Read(bytes) is not { } map) return null;
        var loaded = new LoadedMap(map, new GridComponents(map));
        lock (_gate)
        {
            if (_maps.Count == Capacity) _maps.RemoveAt(0);
            _maps.Add((hash, loaded));
        }

        return loaded;
    }

    private LoadedMap? Recall(Sha256Hash hash)
    {
        lock (_gate)
        {
            var at = _maps.FindIndex(m => m.Hash == hash);
            if (at < 0) return null;
            var found = _maps[at];
            _maps.RemoveAt(at);
            _maps.Add(found);
            return found.Map;
        }
    }
}
