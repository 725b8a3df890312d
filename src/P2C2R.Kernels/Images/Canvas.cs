namespace P2C2R.Kernels.Images;

/// <summary>A picture in 8-bit RGB with the little drawing that maps need. Never hashed.</summary>
/// <param name="width">Pixels in a row.</param>
/// <param name="height">Rows.</param>
internal sealed class Canvas(int width, int height)
{
    private readonly byte[] _rgb = new byte[width * height * 3];
    private readonly byte[] _coverage = new byte[width * height];

    /// <summary>Paints a rectangle.</summary>
    public void Fill(int left, int top, int rectangleWidth, int rectangleHeight, (byte R, byte G, byte B) color)
    {
        for (var y = top; y < top + rectangleHeight; y++)
        {
            for (var x = left; x < left + rectangleWidth; x++) Blend((y * width) + x, color, 255);
        }
    }

    /// <summary>Paints a line through points, round at its ends and corners, with smooth edges.</summary>
    public void Stroke(IReadOnlyList<(double X, double Y)> points, double radius, (byte R, byte G, byte B) color)
    {
        var box = (Left: width, Top: height, Right: -1, Bottom: -1);
        for (var i = 0; i < points.Count; i++)
        {
            var covered = Cover(points[Math.Max(0, i - 1)], points[i], radius);
            box = (Math.Min(box.Left, covered.Left), Math.Min(box.Top, covered.Top), Math.Max(box.Right, covered.Right), Math.Max(box.Bottom, covered.Bottom));
        }

        for (var y = box.Top; y <= box.Bottom; y++)
        {
            for (var x = box.Left; x <= box.Right; x++)
            {
                var at = (y * width) + x;
                if (_coverage[at] == 0) continue;
                Blend(at, color, _coverage[at]);
                _coverage[at] = 0;
            }
        }
    }

    /// <summary>Paints a disc.</summary>
    public void Disc((double X, double Y) center, double radius, (byte R, byte G, byte B) color) => Stroke([center], radius, color);

    /// <summary>Writes the picture.</summary>
    public void WritePng(Stream destination) => PngWriter.Write(destination, width, height, _rgb);

    private (int Left, int Top, int Right, int Bottom) Cover((double X, double Y) a, (double X, double Y) b, double radius)
    {
        var left = Math.Max(0, (int)(Math.Min(a.X, b.X) - radius - 1));
        var right = Math.Min(width - 1, (int)(Math.Max(a.X, b.X) + radius + 1));
        var top = Math.Max(0, (int)(Math.Min(a.Y, b.Y) - radius - 1));
        var bottom = Math.Min(height - 1, (int)(Math.Max(a.Y, b.Y) + radius + 1));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var covered = Math.Clamp(radius + 0.5 - Distance(x + 0.5, y + 0.5, a, b), 0, 1);
                ref var coverage = ref _coverage[(y * width) + x];
                coverage = Math.Max(coverage, (byte)(covered * 255));
            }
        }

        return (left, top, right, bottom);
    }

    private static double Distance(double x, double y, (double X, double Y) a, (double X, double Y) b)
    {
        var (abX, abY, apX, apY) = (b.X - a.X, b.Y - a.Y, x - a.X, y - a.Y);
        var length = (abX * abX) + (abY * abY);
        var t = length == 0 ? 0 : Math.Clamp(((apX * abX) + (apY * abY)) / length, 0, 1);
        var (dx, dy) = (apX - (t * abX), apY - (t * abY));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    private void Blend(int at, (byte R, byte G, byte B) color, int coverage)
    {
        var pixel = _rgb.AsSpan(at * 3, 3);
        pixel[0] = (byte)(((pixel[0] * (255 - coverage)) + (color.R * coverage) + 127) / 255);
        pixel[1] = (byte)(((pixel[1] * (255 - coverage)) + (color.G * coverage) + 127) / 255);
        pixel[2] = (byte)(((pixel[2] * (255 - coverage)) + (color.B * coverage) + 127) / 255);
    }
}
