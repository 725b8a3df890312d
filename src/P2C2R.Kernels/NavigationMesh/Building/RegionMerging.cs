using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>Merges small regions with the neighbour that they share most of their border with.</summary>
internal sealed class RegionMerging
{
    private readonly int[] _parent;
    private readonly int[] _size;
    private readonly List<(int Region, int Length)>[] _neighbours;
    private readonly List<int>[] _above;
    private readonly CancellationToken _cancellation;

    private RegionMerging(CompactField field, int[] regions, int count, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _parent = [.. Enumerable.Range(0, count + 1)];
        _size = new int[count + 1];
        _neighbours = new List<(int Region, int Length)>[count + 1];
        _above = new List<int>[count + 1];
        for (var i = 0; i <= count; i++) (_neighbours[i], _above[i]) = ([], []);
        for (var place = 0; place < regions.Length; place++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (regions[place] == 0) continue;
            _size[regions[place]]++;
            TakeBorders(field, regions, place);
            TakeColumn(field, regions, place);
        }
    }

    /// <summary>Merges, and renumbers in the order of the places.</summary>
    /// <returns>How many regions are left.</returns>
    public static int Merge(CompactField field, int[] regions, int count, int least, CancellationToken cancellation)
    {
        var merging = new RegionMerging(field, regions, count, cancellation);
        for (var region = 1; region <= count; region++)
        {
            // Until it is big enough or nobody can take it; what it is merged into is looked at again in its own turn.
            while (merging._parent[region] == region && merging._size[region] < least && merging.TryMerge(region))
            {
            }
        }

        var numbers = new int[count + 1];
        var left = 0;
        for (var place = 0; place < regions.Length; place++)
        {
            cancellation.LookNowAndThen(place);
            if (regions[place] == 0) continue;
            ref var number = ref numbers[merging.Root(regions[place])];
            if (number == 0) number = ++left;
            regions[place] = number;
        }

        return left;
    }

    private void TakeBorders(CompactField field, int[] regions, int place)
    {
        for (var direction = 0; direction < 4; direction++)
        {
            var beside = field.Neighbours[(place * 4) + direction];
            if (beside >= 0 && regions[beside] != 0 && regions[beside] != regions[place]) Lengthen(_neighbours[regions[place]], regions[beside], 1);
        }
    }

    private void TakeColumn(CompactField field, int[] regions, int place)
    {
        var column = field.Column[place];
        for (var other = field.Start[column]; other < field.Start[column + 1]; other++)
        {
            if (other == place || regions[other] == 0 || _above[regions[place]].Contains(regions[other])) continue;
            _above[regions[place]].Add(regions[other]);
        }
    }

    private bool TryMerge(int region)
    {
        int best = 0, bestLength = 0;
        foreach (var (neighbour, length) in Current(region))
        {
            _cancellation.ThrowIfCancellationRequested();
            if (length < bestLength || (length == bestLength && neighbour > best) || LiesAbove(region, neighbour)) continue;
            (best, bestLength) = (neighbour, length);
        }

        if (best == 0) return false;
        _parent[region] = best;
        _size[best] += _size[region];
        foreach (var (neighbour, length) in _neighbours[region])
        {
            _cancellation.ThrowIfCancellationRequested();
            Lengthen(_neighbours[best], neighbour, length);
        }

        _above[best].AddRange(_above[region]);
        return true;
    }

    /// <summary>The neighbours of a region as they are after the merges so far.</summary>
    private List<(int Region, int Length)> Current(int region)
    {
        var current = new List<(int Region, int Length)>();
        foreach (var (neighbour, length) in _neighbours[region])
        {
            _cancellation.ThrowIfCancellationRequested();
            if (Root(neighbour) != region) Lengthen(current, Root(neighbour), length);
        }

        return _neighbours[region] = current;
    }

    private bool LiesAbove(int region, int neighbour)
    {
        foreach (var other in _above[region])
        {
            if (Root(other) == neighbour) return true;
        }

        foreach (var other in _above[neighbour])
        {
            if (Root(other) == region) return true;
        }

        return false;
    }

    private int Root(int region)
    {
        while (_parent[region] != region) region = _parent[region] = _parent[_parent[region]];
        return region;
    }

    private static void Lengthen(List<(int Region, int Length)> list, int region, int length)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i].Region != region) continue;
            list[i] = (region, list[i].Length + length);
            return;
        }

        list.Add((region, length));
    }
}
