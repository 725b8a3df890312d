using P2C2R.Kernels.Images;
using P2C2R.Kernels.NavigationMesh.Search;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>Draws the mesh from above with some of the paths: higher polygons over lower ones, walls dark, a white dot where a path starts.</summary>
internal static class NavigationPicture
{
    private const int WantedSide = 1200;
    private const int MostScale = 24;
    private const int MostPaths = 16;
    private const int Margin = 12;

    private static readonly (byte R, byte G, byte B) Ground = (0x3B, 0x46, 0x54);
    private static readonly (byte R, byte G, byte B) Wall = (0x16, 0x1C, 0x24);
    private static readonly (byte R, byte G, byte B) Side = (0x70, 0x82, 0x90);
    private static readonly (byte R, byte G, byte B) White = (0xFF, 0xFF, 0xFF);

    /// <summary>Draws and writes a PNG.</summary>
    public static void Write(PolygonMesh mesh, IReadOnlyList<MeshAnswer> answers, Stream destination)
    {
        var (width, depth) = (mesh.Settings.MapWidth, mesh.Settings.MapDepth);
        var scale = Math.Min(MostScale, WantedSide / (double)Math.Max(width, depth));
        var canvas = new Canvas((int)(width * scale) + (2 * Margin), (int)(depth * scale) + (2 * Margin));
        canvas.Fill(0, 0, (int)(width * scale) + (2 * Margin), (int)(depth * scale) + (2 * Margin), Ground);
        foreach (var polygon in Enumerable.Range(0, mesh.PolygonCount).OrderBy(p => mesh.Corners[mesh.CornerOf[mesh.Start[p]]].Y).ThenBy(static p => p)) Draw(canvas, mesh, polygon, scale);
        var reachable = answers.Where(static a => a.Path.Count > 1).Take(MostPaths).ToList();
        for (var i = 0; i < reachable.Count; i++)
        {
            var points = reachable[i].Path.Select(p => (Margin + (p.Place.X * scale / Point.PerCell), Margin + (p.Place.Z * scale / Point.PerCell))).ToList();
            canvas.Stroke(points, 3, Wall);
            canvas.Stroke(points, 2, NavigationColors.OfPath(i));
            canvas.Disc(points[0], 5, Wall);
            canvas.Disc(points[0], 4, White);
            canvas.Disc(points[^1], 5, Wall);
            canvas.Disc(points[^1], 4, NavigationColors.OfPath(i));
        }

        canvas.WritePng(destination);
    }

    private static void Draw(Canvas canvas, PolygonMesh mesh, int polygon, double scale)
    {
        var corners = new List<(double X, double Y)>();
        for (var side = mesh.Start[polygon]; side < mesh.Start[polygon + 1]; side++)
        {
            var corner = mesh.Corners[mesh.CornerOf[side]];
            corners.Add((Margin + (corner.X * scale), Margin + (corner.Z * scale)));
        }

        Paint(canvas, corners, NavigationColors.OfPolygon(polygon));
        for (var i = 0; i < corners.Count; i++)
        {
            var isWall = mesh.Twin[mesh.Start[polygon] + i] < 0;
            canvas.Stroke([corners[i], corners[(i + 1) % corners.Count]], isWall ? 1 : 0.4, isWall ? Wall : Side);
        }
    }

    /// <summary>Fills a convex polygon row by row.</summary>
    private static void Paint(Canvas canvas, List<(double X, double Y)> corners, (byte R, byte G, byte B) color)
    {
        for (var y = (int)corners.Min(static c => c.Y); y <= (int)corners.Max(static c => c.Y); y++)
        {
            double left = double.MaxValue, right = double.MinValue;
            for (var i = 0; i < corners.Count; i++)
            {
                var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
                if (a.Y > y + 0.5 == b.Y > y + 0.5) continue;
                var x = a.X + ((b.X - a.X) * ((y + 0.5 - a.Y) / (b.Y - a.Y)));
                (left, right) = (Math.Min(left, x), Math.Max(right, x));
            }

            var first = (int)Math.Ceiling(left - 0.5);
            if (left <= right) canvas.Fill(first, y, (int)Math.Ceiling(right - 0.5) - first, 1, color);
        }
    }
}
