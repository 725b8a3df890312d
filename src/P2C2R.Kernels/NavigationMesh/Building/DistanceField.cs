using P2C2R.Kernels.Execution;

namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>How far each place is from the nearest border of the walkable area: chamfer distances (G. Borgefors 1986), 2 for a straight step and 3 for a diagonal one.</summary>
internal static class DistanceField
{
    private const int Far = 1 << 20;

    /// <summary>Distances; 0 for places at a border and for those that aren't walkable.</summary>
    public static int[] Of(CompactField field, CancellationToken cancellation)
    {
        var distances = new int[field.Count];
        for (var place = 0; place < distances.Length; place++)
        {
            cancellation.LookNowAndThen(place);
            distances[place] = field.IsWalkable[place] && IsInside(field, place) ? Far : 0;
        }

        // Forward along x and z, then backward; each takes the two straight and the two diagonal neighbours behind it.
        for (var place = 0; place < distances.Length; place++)
        {
            cancellation.LookNowAndThen(place);
            Relax(field, distances, place, 0, 3);
        }

        for (var place = distances.Length - 1; place >= 0; place--)
        {
            cancellation.LookNowAndThen(place);
            Relax(field, distances, place, 2, 1);
        }

        return distances;
    }

    /// <summary>The mean over the 3 x 3 cells around each place; near borders the distance itself. Fewer hills make fewer regions.</summary>
    public static int[] Smooth(CompactField field, int[] distances, CancellationToken cancellation)
    {
        var smooth = new int[distances.Length];
        for (var place = 0; place < distances.Length; place++)
        {
            cancellation.LookNowAndThen(place);
            var own = distances[place];
            smooth[place] = own <= 2 ? own : (Around(field, distances, place) + own + 5) / 9;
        }

        return smooth;
    }

    private static int Around(CompactField field, int[] distances, int place)
    {
        var (own, sum) = (distances[place], 0);
        for (var direction = 0; direction < 4; direction++)
        {
            var beside = field.Neighbours[(place * 4) + direction];
            if (beside < 0)
            {
                sum += 2 * own;
                continue;
            }

            var diagonal = field.Neighbours[(beside * 4) + Direction.Next(direction)];
            sum += distances[beside] + (diagonal < 0 ? own : distances[diagonal]);
        }

        return sum;
    }

    private static bool IsInside(CompactField field, int place)
    {
        for (var direction = 0; direction < 4; direction++)
        {
            var beside = field.Neighbours[(place * 4) + direction];
            if (beside < 0 || !field.IsWalkable[beside]) return false;
        }

        return true;
    }

    private static void Relax(CompactField field, int[] distances, int place, int first, int second)
    {
        var distance = distances[place];
        if (distance == 0) return;
        distance = Reach(field, distances, place, first, distance);
        distances[place] = Reach(field, distances, place, second, distance);
    }

    /// <summary>By way of the neighbour in a direction, straight and then to its side of the scan.</summary>
    private static int Reach(CompactField field, int[] distances, int place, int direction, int distance)
    {
        var beside = field.Neighbours[(place * 4) + direction];
        if (beside < 0) return distance;
        distance = Math.Min(distance, distances[beside] + 2);
        var diagonal = field.Neighbours[(beside * 4) + Direction.Previous(direction)];
        return diagonal < 0 ? distance : Math.Min(distance, distances[diagonal] + 3);
    }
}
