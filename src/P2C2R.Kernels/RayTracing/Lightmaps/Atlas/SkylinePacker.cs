namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>
/// Packs rectangles: the highest first, each as far up as it goes, then as far left (J. Jylänki, "A Thousand Ways to Pack the Bin",
/// 2010, section 4: skyline, bottom-left). Ties are broken by width, then by number.
/// </summary>
internal sealed class SkylinePacker
{
    private readonly List<(int X, int Y, int Width)> _line;
    private readonly int _height;

    private SkylinePacker(int width, int height) => (_line, _height) = ([(0, 0, width)], height);

    /// <summary>Places all rectangles; false where they don't fit.</summary>
    public static bool TryPack((int Width, int Height)[] sizes, int width, int height, CancellationToken cancellation, out (int X, int Y)[] places)
    {
        places = new (int, int)[sizes.Length];
        var area = 0L;
        foreach (var size in sizes) area += (long)size.Width * size.Height;
        if (area > (long)width * height) return false;
        var order = Enumerable.Range(0, sizes.Length).ToArray();
        Array.Sort(order, (a, b) => (sizes[b].Height, sizes[b].Width, a).CompareTo((sizes[a].Height, sizes[a].Width, b)));
        var packer = new SkylinePacker(width, height);
        foreach (var i in order)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!packer.TryPlace(sizes[i].Width, sizes[i].Height, out places[i])) return false;
        }

        return true;
    }

    private bool TryPlace(int width, int height, out (int X, int Y) place)
    {
        place = (-1, int.MaxValue);
        var best = -1;
        for (var i = 0; i < _line.Count; i++)
        {
            var y = HeightFrom(i, width);
            if (y >= 0 && y + height <= _height && y < place.Y) (place, best) = ((_line[i].X, y), i);
        }

        if (best < 0) return false;
        Raise(best, place.X, place.Y + height, width);
        return true;
    }

    /// <summary>Where a rectangle comes to lie whose left edge is a segment's; -1 where it sticks out.</summary>
    private int HeightFrom(int segment, int width)
    {
        var y = 0;
        for (var left = width; left > 0; segment++)
        {
            if (segment == _line.Count) return -1;
            y = Math.Max(y, _line[segment].Y);
            left -= _line[segment].Width;
        }

        return y;
    }

    private void Raise(int segment, int x, int y, int width)
    {
        _line.Insert(segment, (x, y, width));
        var end = x + width;
        for (var next = segment + 1; next < _line.Count && _line[next].X < end;)
        {
            var (nextX, nextY, nextWidth) = _line[next];
            if (nextX + nextWidth > end)
            {
                _line[next] = (end, nextY, nextX + nextWidth - end);
                break;
            }

            _line.RemoveAt(next);
        }

        if (segment + 1 < _line.Count && _line[segment + 1].Y == y) Join(segment);
        if (segment > 0 && _line[segment - 1].Y == y) Join(segment - 1);
    }

    private void Join(int segment)
    {
        var (x, y, width) = _line[segment];
        _line[segment] = (x, y, width + _line[segment + 1].Width);
        _line.RemoveAt(segment + 1);
    }
}
