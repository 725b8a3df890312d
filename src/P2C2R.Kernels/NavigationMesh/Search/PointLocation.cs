namespace P2C2R.Kernels.NavigationMesh.Search;

/// <summary>Finds the polygon under a place: polygons by the blocks of cells that they reach into.</summary>
internal sealed class PointLocation
{
    private const int BlockCells = 16;
    private const int Block = BlockCells * Point.PerCell;

    private readonly PolygonMesh _mesh;
    private readonly int _left;
    private readonly int _near;
    private readonly int _width;
    private readonly int _depth;
    private readonly List<int>?[] _polygons;

    /// <summary>Sorts a mesh's polygons into blocks.</summary>
    public PointLocation(PolygonMesh mesh, CancellationToken cancellation)
    {
        _mesh = mesh;
        int left = int.MaxValue, near = int.MaxValue, right = int.MinValue, far = int.MinValue;
        foreach (var corner in mesh.Corners)
        {
            (left, right) = (Math.Min(left, corner.X), Math.Max(right, corner.X));
            (near, far) = (Math.Min(near, corner.Z), Math.Max(far, corner.Z));
        }

        if (mesh.Corners.Length == 0) (left, near, right, far) = (0, 0, -1, -1);
        (_left, _near) = (left, near);
        _width = ((right - left) / BlockCells) + 1;
        _depth = ((far - near) / BlockCells) + 1;
        _polygons = new List<int>?[(long)_width * _depth <= 1 << 22 ? _width * _depth : 1];
        if (_polygons.Length == 1) (_width, _depth) = (1, 1);
        for (var polygon = 0; polygon < mesh.PolygonCount; polygon++)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(polygon);
        }
    }

    /// <summary>
    /// The polygon that holds a place, of those at about its height the one nearest in height; where there is none the nearest
    /// one that isn't further off than the agent is wide, and the place moved onto it.
    /// </summary>
    /// <param name="place">The place.</param>
    /// <param name="height">Its height in fine units.</param>
    /// <returns>The polygon, or -1, and the place on it.</returns>
    public (int Polygon, Point Place) Find(Point place, int height)
    {
        var best = -1;
        var bestDifference = (double)_mesh.Settings.Height * Point.PerCell;
        foreach (var polygon in Around(place, 0))
        {
            if (!Holds(polygon, place)) continue;
            var difference = Math.Abs(HeightOn(polygon, place) - height);
            if (difference > bestDifference || (difference == bestDifference && best >= 0)) continue;
            (best, bestDifference) = (polygon, difference);
        }

        return best >= 0 ? (best, place) : FindNear(place, height);
    }

    /// <summary>All polygons that hold a place and can be reached from one of them across sides that hold it.</summary>
    public List<int> Holding(int polygon, Point place)
    {
        List<int> holding = [polygon];
        for (var i = 0; i < holding.Count; i++)
        {
            for (var side = _mesh.Start[holding[i]]; side < _mesh.Start[holding[i] + 1]; side++)
            {
                if (_mesh.Twin[side] < 0 || Point.Turn(At(side), At(_mesh.Next(side)), place) != 0) continue;
                var beyond = _mesh.PolygonOf[_mesh.Twin[side]];
                if (Holds(beyond, place) && !holding.Contains(beyond)) holding.Add(beyond);
            }
        }

        return holding;
    }

    /// <summary>The height of a polygon at a place on it, in fine units.</summary>
    public double HeightOn(int polygon, Point place)
    {
        var first = _mesh.Start[polygon];
        var a = _mesh.Corners[_mesh.CornerOf[first]];
        for (var side = first + 1; side + 1 < _mesh.Start[polygon + 1]; side++)
        {
            var (b, c) = (_mesh.Corners[_mesh.CornerOf[side]], _mesh.Corners[_mesh.CornerOf[side + 1]]);
            var isLast = side + 2 == _mesh.Start[polygon + 1];
            double area = Point.Turn(Point.Of(a), Point.Of(b), Point.Of(c));
            double ofB = Point.Turn(Point.Of(c), Point.Of(a), place), ofC = Point.Turn(Point.Of(a), Point.Of(b), place);
            if (area == 0 || (ofB < 0 && !isLast)) continue;
            return Point.PerCell * (a.Y + ((ofB / area) * (b.Y - a.Y)) + ((ofC / area) * (c.Y - a.Y)));
        }

        return Point.PerCell * a.Y;
    }

    private bool Holds(int polygon, Point place)
    {
        for (var side = _mesh.Start[polygon]; side < _mesh.Start[polygon + 1]; side++)
        {
            if (Point.Turn(At(side), At(_mesh.Next(side)), place) < 0) return false;
        }

        return true;
    }

    private (int Polygon, Point Place) FindNear(Point place, int height)
    {
        var best = -1;
        double bestDistance = (_mesh.Settings.Radius + 1) * Point.PerCell;
        var bestPlace = place;
        foreach (var polygon in Around(place, (int)bestDistance))
        {
            var (x, z, distance) = Nearest(polygon, place);
            if (distance > bestDistance || (distance == bestDistance && best >= 0)) continue;
            var moved = Inside(polygon, x, z);
            if (Math.Abs(HeightOn(polygon, moved) - height) > _mesh.Settings.Height * Point.PerCell) continue;
            (best, bestDistance, bestPlace) = (polygon, distance, moved);
        }

        return (best, bestPlace);
    }

    private (double X, double Z, double Distance) Nearest(int polygon, Point place)
    {
        var nearest = (X: 0.0, Z: 0.0, Distance: double.MaxValue);
        for (var side = _mesh.Start[polygon]; side < _mesh.Start[polygon + 1]; side++)
        {
            var (a, b) = (At(side), At(_mesh.Next(side)));
            double x = b.X - a.X, z = b.Z - a.Z, toX = (double)place.X - a.X, toZ = (double)place.Z - a.Z;
            var t = Math.Clamp(((toX * x) + (toZ * z)) / ((x * x) + (z * z)), 0, 1);
            double offX = toX - (t * x), offZ = toZ - (t * z);
            var distance = Math.Sqrt((offX * offX) + (offZ * offZ));
            if (distance < nearest.Distance) nearest = (a.X + (t * x), a.Z + (t * z), distance);
        }

        return nearest;
    }

    /// <summary>A place in fine units near another, inside a polygon: rounding may lead out, so it is drawn towards a corner until it doesn't.</summary>
    private Point Inside(int polygon, double x, double z)
    {
        double middleX = 0, middleZ = 0;
        var sides = _mesh.Start[polygon + 1] - _mesh.Start[polygon];
        for (var side = _mesh.Start[polygon]; side < _mesh.Start[polygon + 1]; side++)
        {
            middleX += (double)At(side).X / sides;
            middleZ += (double)At(side).Z / sides;
        }

        for (var part = 1.0 / 1024; part <= 1; part *= 2)
        {
            var moved = new Point((int)Math.Floor(x + ((middleX - x) * part) + 0.5), (int)Math.Floor(z + ((middleZ - z) * part) + 0.5));
            if (Holds(polygon, moved)) return moved;
        }

        return At(_mesh.Start[polygon]);
    }

    private Point At(int side) => Point.Of(_mesh.Corners[_mesh.CornerOf[side]]);

    private void Add(int polygon)
    {
        int left = int.MaxValue, near = int.MaxValue, right = int.MinValue, far = int.MinValue;
        for (var side = _mesh.Start[polygon]; side < _mesh.Start[polygon + 1]; side++)
        {
            var corner = _mesh.Corners[_mesh.CornerOf[side]];
            (left, right) = (Math.Min(left, corner.X), Math.Max(right, corner.X));
            (near, far) = (Math.Min(near, corner.Z), Math.Max(far, corner.Z));
        }

        for (var z = BlockOf(near - _near, _depth); z <= BlockOf(far - _near, _depth); z++)
        {
            for (var x = BlockOf(left - _left, _width); x <= BlockOf(right - _left, _width); x++) (_polygons[x + (z * _width)] ??= []).Add(polygon);
        }
    }

    private static int BlockOf(int cells, int count) => Math.Clamp(cells / BlockCells, 0, count - 1);

    /// <summary>Polygons near a place; a polygon may come twice.</summary>
    private IEnumerable<int> Around(Point place, int reach)
    {
        long left = (long)place.X - reach - ((long)_left * Point.PerCell), near = (long)place.Z - reach - ((long)_near * Point.PerCell);
        for (var z = Clamp(near, _depth); z <= Clamp(near + (2 * reach), _depth); z++)
        {
            for (var x = Clamp(left, _width); x <= Clamp(left + (2 * reach), _width); x++)
            {
                if (_polygons[x + (z * _width)] is not { } polygons) continue;
                foreach (var polygon in polygons) yield return polygon;
            }
        }
    }

    private static int Clamp(long at, int count) => (int)Math.Clamp(at / Block, 0, count - 1);
}
