using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>Takes from the walkable area what isn't for an agent's middle.</summary>
internal static class Erosion
{
    /// <summary>Places nearer to a border than an agent's radius.</summary>
    public static void ByRadius(CompactField field, int radius, CancellationToken cancellation)
    {
        var distances = DistanceField.Of(field, cancellation);
        for (var place = 0; place < distances.Length; place++)
        {
            cancellation.LookNowAndThen(place);
            field.IsWalkable[place] &= distances[place] >= 2 * radius;
        }
    }

    /// <summary>Groups of few cells that don't lead out of the tile: window sills, table tops, crates.</summary>
    /// <param name="field">The field.</param>
    /// <param name="inside">The tile without its border.</param>
    /// <param name="least">Cells of a group that stays.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public static void OfIslands(CompactField field, TileArea inside, int least, CancellationToken cancellation)
    {
        var isSeen = new bool[field.Count];
        var group = new List<int>();
        for (var place = 0; place < field.Count; place++)
        {
            cancellation.LookNowAndThen(place);
            if (isSeen[place] || !field.IsWalkable[place] || !inside.Holds(field, place)) continue;
            if (Gather(field, inside, place, isSeen, group, cancellation) || group.Count >= least) continue;
            foreach (var member in group) field.IsWalkable[member] = false;
        }
    }

    /// <summary>Gathers a group; true where it leads out of the tile.</summary>
    private static bool Gather(CompactField field, TileArea inside, int first, bool[] isSeen, List<int> group, CancellationToken cancellation)
    {
        var leadsOut = false;
        group.Clear();
        group.Add(first);
        isSeen[first] = true;
        for (var i = 0; i < group.Count; i++)
        {
            cancellation.LookNowAndThen(i);
            for (var direction = 0; direction < 4; direction++)
            {
                var beside = field.Neighbours[(group[i] * 4) + direction];
                if (beside < 0 || !field.IsWalkable[beside] || isSeen[beside]) continue;
                if (!inside.Holds(field, beside))
                {
                    leadsOut = true;
                    continue;
                }

                isSeen[beside] = true;
                group.Add(beside);
            }
        }

        return leadsOut;
    }
}
