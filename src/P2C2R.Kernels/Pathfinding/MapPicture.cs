using P2C2R.Kernels.Images;

namespace P2C2R.Kernels.Pathfinding;

/// <summary>Draws a map with some of its paths: each in a colour of its own, a white dot at the start, a coloured one at the goal.</summary>
internal static class MapPicture
{
    private const int WantedSide = 1024;
    private const int MaxScale = 24;
    private const int MaxPaths = 16;

    private static readonly (byte R, byte G, byte B) Free = (0xF3, 0xEF, 0xE6);
    private static readonly (byte R, byte G, byte B) FreeGrid = (0xEA, 0xE5, 0xD9);
    private static readonly (byte R, byte G, byte B) Blocked = (0x3B, 0x46, 0x54);
    private static readonly (byte R, byte G, byte B) BlockedTop = (0x4A, 0x57, 0x68);
    private static readonly (byte R, byte G, byte B) Outline = (0x20, 0x26, 0x2E);
    private static readonly (byte R, byte G, byte B) Cut = (0xB8, 0xB2, 0xA6);
    private static readonly (byte R, byte G, byte B) White = (0xFF, 0xFF, 0xFF);

    private static readonly (byte R, byte G, byte B)[] Colors =
    [
        (0xE6, 0x3B, 0x2E), (0x1F, 0x77, 0xD0), (0x2C, 0xA0, 0x4A), (0xF0, 0x8C, 0x00), (0x8E, 0x44, 0xC2), (0x00, 0xA5, 0xA8), (0xD8, 0x3F, 0x8D), (0x7A, 0x5B, 0x2E),
    ];

    /// <summary>Draws and writes a PNG.</summary>
    /// <param name="map">The map.</param>
    /// <param name="queries">All queries.</param>
    /// <param name="answers">Their answers.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="lengths">How far it is from each cell to where all paths end, to be shown as bands; or null.</param>
    /// <returns>How many paths are in it.</returns>
    public static int Write(GridMap map, IReadOnlyList<PathQuery> queries, IReadOnlyList<PathAnswer> answers, Stream destination, float[]? lengths = null)
    {
        var scale = Math.Clamp(WantedSide / Math.Max(map.Width, map.Height), 1, MaxScale);
        var canvas = new Canvas(map.Width * scale, map.Height * scale);
        DrawTerrain(canvas, map, scale, lengths);
        var sample = Sample(answers);
        var radius = Math.Max(1.2, scale * 0.16);
        for (var i = 0; i < sample.Count; i++)
        {
            var points = Points(queries[sample[i]], answers[sample[i]], scale);
            var color = Colors[i % Colors.Length];
            canvas.Stroke(points, radius + 1, Outline);
            canvas.Stroke(points, radius, color);
            DrawEnd(canvas, points[0], radius, White);
            DrawEnd(canvas, points[^1], radius, color);
        }

        canvas.WritePng(destination);
        return sample.Count;
    }

    private static void DrawTerrain(Canvas canvas, GridMap map, int scale, float[]? lengths)
    {
        for (var y = 1; y <= map.Height; y++)
        {
            for (var x = 1; x <= map.Width; x++)
            {
                var (left, top) = ((x - 1) * scale, (y - 1) * scale);
                if (map.IsFree(x, y))
                {
                    canvas.Fill(left, top, scale, scale, lengths is null ? (((x + y) & 1) == 0 ? Free : FreeGrid) : Band(lengths[((y - 1) * map.Width) + x - 1], lengths.Length));
                    continue;
                }

                // A lighter upper edge where a free cell is above makes walls stand up.
                canvas.Fill(left, top, scale, scale, Blocked);
                if (map.IsFree(x, y - 1)) canvas.Fill(left, top, scale, Math.Max(1, scale / 4), BlockedTop);
            }
        }
    }

    /// <summary>Lighter near the goal, in bands about as wide as a twentieth of the map.</summary>
    private static (byte R, byte G, byte B) Band(float length, int cells)
    {
        if (length < 0) return Cut;
        var width = Math.Max(2, Math.Sqrt(cells) / 20);
        var band = (int)(length / width);
        var fade = Math.Min(110, band * 4) + ((band & 1) * 6);
        return ((byte)(Free.R - fade), (byte)(Free.G - (fade * 7 / 10)), (byte)(Free.B - (fade * 4 / 10)));
    }

    private static void DrawEnd(Canvas canvas, (double X, double Y) at, double radius, (byte R, byte G, byte B) color)
    {
        canvas.Disc(at, (radius * 1.9) + 2, Outline);
        canvas.Disc(at, (radius * 1.9) + 0.8, color);
    }

    /// <summary>Reachable queries, spread over all of them.</summary>
    private static List<int> Sample(IReadOnlyList<PathAnswer> answers)
    {
        var reachable = Enumerable.Range(0, answers.Count).Where(i => answers[i].Status == QueryStatus.Reachable).ToList();
        var count = Math.Min(MaxPaths, reachable.Count);
        return [.. Enumerable.Range(0, count).Select(i => reachable[(int)((i + 1L) * reachable.Count / count) - 1])];
    }

    private static List<(double X, double Y)> Points(PathQuery query, PathAnswer answer, int scale)
    {
        var (x, y) = (query.StartX, query.StartY);
        var points = new List<(double X, double Y)> { ((x + 0.5) * scale, (y + 0.5) * scale) };
        foreach (var (direction, steps) in PathRuns.Read(answer.Runs.Span))
        {
            var (stepX, stepY) = PathRuns.Step(direction);
            for (var i = 0; i < steps; i++)
            {
                (x, y) = (x + stepX, y + stepY);
                points.Add(((x + 0.5) * scale, (y + 0.5) * scale));
            }
        }

        return points;
    }
}
