namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>
/// A stretch of a region's border with the same thing beyond it all along: a wall, another region, or another tile. Two regions
/// share the chain between them, so it is simplified once for both.
/// </summary>
/// <param name="beyond">What lies beyond: 0 a wall, a region's number, or -1 - side for the tile on that side.</param>
/// <param name="corners">All corners along cells' edges; the first is also the last where <paramref name="isClosed"/>.</param>
/// <param name="isClosed">Whether it is a whole border by itself.</param>
internal sealed class Chain(int beyond, Corner[] corners, bool isClosed)
{
    // Voxels that the floor may lie above or below the line.
    private const double MostRise = 2;

    /// <summary>What lies beyond: 0 a wall, a region's number, or -1 - side for the tile on that side.</summary>
    public int Beyond => beyond;

    /// <summary>All corners along cells' edges.</summary>
    public Corner[] Corners => corners;

    /// <summary>Whether it is a whole border by itself.</summary>
    public bool IsClosed => isClosed;

    /// <summary>How much is kept: 0 least, 1 all that lies too far off, 2 every bend.</summary>
    public int Detail { get; private set; }

    /// <summary>The corners that are kept.</summary>
    public Corner[] Simplified { get; private set; } = [];

    /// <summary>Whether <see cref="Refine"/> can still add something.</summary>
    public bool CanRefine => beyond >= 0 && Detail < 2;

    /// <summary>Keeps more.</summary>
    public void Refine() => Detail++;

    /// <summary>Chooses the corners to keep.</summary>
    /// <param name="error">How far others may lie from the line between those kept, in cells.</param>
    /// <param name="cancellation">Looked at for each stretch.</param>
    public void Simplify(double error, CancellationToken cancellation)
    {
        var kept = new bool[Period];
        var tolerance = Detail == 2 ? 0 : error;
        if (isClosed)
        {
            var (least, greatest) = Extremes();
            kept[least] = kept[greatest] = true;
            Divide(kept, least, greatest > least ? greatest : greatest + Period, tolerance, cancellation);
            Divide(kept, greatest, least > greatest ? least : least + Period, tolerance, cancellation);
        }
        else
        {
            kept[0] = kept[^1] = true;

            // Between regions a straight line is enough, as long as it doesn't sink into a hill: nobody walks along it. Tiles agree on ends alone.
            if (beyond >= 0) Divide(kept, 0, corners.Length - 1, Detail > 0 || beyond == 0 ? tolerance : double.MaxValue, cancellation);
        }

        Simplified = Kept(kept);
    }

    /// <summary>The two corners of a closed chain to start from; the same whichever way round it goes.</summary>
    private (int First, int Last) Extremes()
    {
        int least = 0, greatest = 0;
        for (var i = 1; i < corners.Length - 1; i++)
        {
            if (corners[i].CompareTo(corners[least]) < 0) least = i;
            if (corners[i].CompareTo(corners[greatest]) > 0) greatest = i;
        }

        return (least, greatest);
    }

    /// <summary>D. Douglas and T. Peucker's way (1973): keep what lies furthest off, seen from above or in height, and look at both halves. Without recursion.</summary>
    private void Divide(bool[] kept, int first, int last, double error, CancellationToken cancellation)
    {
        var parts = new Stack<(int First, int Last)>();
        parts.Push((first, last));
        while (parts.TryPop(out var part))
        {
            cancellation.ThrowIfCancellationRequested();

            // A closed chain's parts may go over its end; indices are taken modulo its length there.
            var far = FurthestOf(part.First, part.Last, error);
            if (far < 0) continue;
            kept[far % Period] = true;
            parts.Push((part.First, far));
            parts.Push((far, part.Last));
        }
    }

    private int Period => isClosed ? corners.Length - 1 : corners.Length;

    private int FurthestOf(int first, int last, double error)
    {
        var (a, b) = (corners[first % Period], corners[last % Period]);
        double lengthX = b.X - a.X, lengthZ = b.Z - a.Z;
        var length = (lengthX * lengthX) + (lengthZ * lengthZ);
        var far = -1;
        var most = 1.0;
        var scale = 1 / (error * error);
        for (var i = first + 1; i < last; i++)
        {
            var c = corners[i % Period];
            double x = c.X - a.X, z = c.Z - a.Z;
            var along = length == 0 ? 0 : Math.Clamp(((x * lengthX) + (z * lengthZ)) / length, 0, 1);
            x -= along * lengthX;
            z -= along * lengthZ;
            var y = (c.Y - a.Y - (along * (b.Y - a.Y))) / MostRise;
            var distance = Math.Max(((x * x) + (z * z)) * scale, y * y);

            // Among equals the least corner: the same one whichever way the chain is walked. Without any error, what lies on the line is no number.
            if (!(distance >= most) || (distance == most && (far < 0 || c.CompareTo(corners[far % Period]) > 0))) continue;
            (far, most) = (i, distance);
        }

        return far;
    }

    private Corner[] Kept(bool[] kept)
    {
        var list = new List<Corner>();
        for (var i = 0; i < Period; i++)
        {
            if (kept[i]) list.Add(corners[i]);
        }

        return [.. list];
    }
}
