using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>
/// Cuts the walkable area into regions around its widest places: the watershed of the distance field (L. Vincent, P. Soille,
/// "Watersheds in Digital Spaces", 1991; for walking D. Haumont, O. Debeir, F. Sillion, "Volumetric Cell-and-Portal Generation",
/// 2003, and M. Mononen's Recast). From the widest level down, regions first grow into the level, then what is left of it
/// starts new ones. A region never has two places in one column, so it is a plane figure.
/// </summary>
internal sealed class Watershed
{
    private const int LevelShift = 1;

    private readonly CompactField _field;
    private readonly int[] _levels;
    private readonly int[] _regions;
    private readonly Queue<int> _queue = new();
    private readonly CancellationToken _cancellation;
    private int _rounds;

    private Watershed(CompactField field, TileArea inside, CancellationToken cancellation)
    {
        (_field, _cancellation) = (field, cancellation);
        _regions = new int[field.Count];
        _levels = DistanceField.Smooth(field, DistanceField.Of(field, cancellation), cancellation);
        for (var place = 0; place < _levels.Length; place++)
        {
            cancellation.LookNowAndThen(place);
            _levels[place] = field.IsWalkable[place] && inside.Holds(field, place) ? _levels[place] >> LevelShift : -1;
        }
    }

    private int RegionCount { get; set; }

    /// <summary>Numbers the regions from 1; 0 is none.</summary>
    /// <returns>The region of each place, and how many regions there are.</returns>
    public static (int[] Regions, int Count) Flood(CompactField field, TileArea inside, CancellationToken cancellation)
    {
        var watershed = new Watershed(field, inside, cancellation);
        var (places, starts) = watershed.SortByLevel();
        for (var level = starts.Length - 2; level >= 0; level--)
        {
            var ofLevel = places.AsSpan(starts[level], starts[level + 1] - starts[level]);
            watershed.Grow(ofLevel);
            foreach (var place in ofLevel) watershed.Start(place);
        }

        return (watershed._regions, watershed.RegionCount);
    }

    /// <summary>The places of each level in their order (a counting sort).</summary>
    private (int[] Places, int[] Starts) SortByLevel()
    {
        var starts = new int[Greatest() + 2];
        foreach (var level in _levels)
        {
            if (level >= 0) starts[level + 1]++;
        }

        for (var level = 1; level < starts.Length; level++) starts[level] += starts[level - 1];
        var next = starts.ToArray();
        var places = new int[starts[^1]];
        for (var place = 0; place < _levels.Length; place++)
        {
            _cancellation.LookNowAndThen(place);
            if (_levels[place] >= 0) places[next[_levels[place]]++] = place;
        }

        return (places, starts);
    }

    private int Greatest()
    {
        var greatest = 0;
        foreach (var level in _levels) greatest = Math.Max(greatest, level);
        return greatest;
    }

    private void Grow(ReadOnlySpan<int> ofLevel)
    {
        // All of the first ring before any of the second: a region doesn't win by the number of its places.
        var ring = new List<(int Place, int Region)>();
        foreach (var place in ofLevel)
        {
            _cancellation.LookNowAndThen(_rounds++);
            if (BesideOf(place) is > 0 and var region) ring.Add((place, region));
        }

        foreach (var (place, region) in ring) Take(place, region);
        Spread();
    }

    private void Start(int place)
    {
        _cancellation.LookNowAndThen(_rounds++);
        if (_regions[place] != 0) return;
        Take(place, ++RegionCount);
        Spread();
    }

    /// <summary>The region of the neighbour furthest from borders, the lowest among equals.</summary>
    private int BesideOf(int place)
    {
        int best = 0, bestLevel = -1;
        for (var direction = 0; direction < 4; direction++)
        {
            var beside = _field.Neighbours[(place * 4) + direction];
            if (beside < 0 || _regions[beside] == 0 || HasInColumn(place, _regions[beside])) continue;
            if (_levels[beside] < bestLevel || (_levels[beside] == bestLevel && _regions[beside] > best)) continue;
            (best, bestLevel) = (_regions[beside], _levels[beside]);
        }

        return best;
    }

    private void Spread()
    {
        while (_queue.TryDequeue(out var place))
        {
            _cancellation.LookNowAndThen(_rounds++);
            var region = _regions[place];
            for (var direction = 0; direction < 4; direction++)
            {
                var beside = _field.Neighbours[(place * 4) + direction];
                if (beside >= 0 && _levels[beside] >= _levels[place]) Take(beside, region);
            }
        }
    }

    private void Take(int place, int region)
    {
        if (_regions[place] != 0 || _levels[place] < 0 || HasInColumn(place, region)) return;
        _regions[place] = region;
        _queue.Enqueue(place);
    }

    private bool HasInColumn(int place, int region)
    {
        var column = _field.Column[place];
        for (var other = _field.Start[column]; other < _field.Start[column + 1]; other++)
        {
            if (_regions[other] == region) return true;
        }

        return false;
    }
}
