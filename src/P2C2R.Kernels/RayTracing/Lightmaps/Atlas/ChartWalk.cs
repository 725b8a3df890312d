namespace P2C2R.Kernels.RayTracing.Lightmaps.Atlas;

/// <summary>
/// Goes from a place of a chart to another place of the atlas, triangle by triangle. Beyond the chart's border the way is reflected, so that it
/// ends in the chart: light of one chart never comes into another. A pure function, in binary64.
/// </summary>
/// <param name="atlas">The atlas.</param>
/// <param name="links">Its triangles' neighbours.</param>
internal sealed class ChartWalk(LightmapAtlas atlas, ChartLinks links)
{
    // Half a texel crosses more triangles than that only where they are too small to matter.
    private const int MostSteps = 24;

    /// <summary>Goes some way.</summary>
    /// <param name="instance">The chart's instance.</param>
    /// <param name="triangle">Where it starts; receives where it ends.</param>
    /// <param name="second">There, the share of the second corner; receives that of the end.</param>
    /// <param name="third">There, the share of the third corner; receives that of the end.</param>
    /// <param name="right">How far, in texels.</param>
    /// <param name="down">How far, in texels.</param>
    /// <returns>False, with nothing changed, where it doesn't end.</returns>
    public bool TryGo(int instance, ref int triangle, ref float second, ref float third, float right, float down)
    {
        var corners = CornersOf(instance, triangle);
        var first = 1 - (double)second - third;
        var x = (corners.A.X * first) + (corners.B.X * (double)second) + (corners.C.X * (double)third) + (right * (double)LightmapAtlas.Fraction);
        var y = (corners.A.Y * first) + (corners.B.Y * (double)second) + (corners.C.Y * (double)third) + (down * (double)LightmapAtlas.Fraction);
        var at = triangle;
        for (var step = 0; step < MostSteps; step++)
        {
            corners = CornersOf(instance, at);
            var area = Side(corners.A, corners.B, corners.C.X, corners.C.Y);
            if (area == 0) return false;
            var (toC, toA, toB) = (Side(corners.A, corners.B, x, y) / area, Side(corners.B, corners.C, x, y) / area, Side(corners.C, corners.A, x, y) / area);
            if (toA >= 0 && toB >= 0 && toC >= 0)
            {
                (triangle, second, third) = (at, (float)toB, (float)toC);
                return true;
            }

            var edge = Crossed(instance, at, toC, toA, toB);
            var next = links.Across(instance, at, edge);
            if (next >= 0) at = next;
            else Reflect(edge switch { 0 => (corners.A, corners.B), 1 => (corners.B, corners.C), _ => (corners.C, corners.A) }, ref x, ref y);
        }

        return false;
    }

    /// <summary>The edge that the place lies farthest beyond, of those with a neighbour if there is one.</summary>
    private int Crossed(int instance, int triangle, double beyond0, double beyond1, double beyond2)
    {
        var (crossed, farthest, isLinked) = (0, 0.0, false);
        for (var edge = 0; edge < 3; edge++)
        {
            var beyond = edge == 0 ? beyond0 : edge == 1 ? beyond1 : beyond2;
            if (!(beyond < 0)) continue;
            var hasNeighbour = links.Across(instance, triangle, edge) >= 0;
            if (hasNeighbour == isLinked ? beyond >= farthest : isLinked) continue;
            (crossed, farthest, isLinked) = (edge, beyond, hasNeighbour);
        }

        return crossed;
    }

    private ((int X, int Y) A, (int X, int Y) B, (int X, int Y) C) CornersOf(int instance, int triangle) =>
        (atlas.Place(instance, triangle, 0), atlas.Place(instance, triangle, 1), atlas.Place(instance, triangle, 2));

    private static double Side((int X, int Y) a, (int X, int Y) b, double x, double y) => ((double)(b.X - a.X) * (y - a.Y)) - ((double)(b.Y - a.Y) * (x - a.X));

    private static void Reflect(((int X, int Y) A, (int X, int Y) B) edge, ref double x, ref double y)
    {
        double alongX = edge.B.X - edge.A.X, alongY = edge.B.Y - edge.A.Y;
        var beyond = 2 * Side(edge.A, edge.B, x, y) / ((alongX * alongX) + (alongY * alongY));
        (x, y) = (x + (beyond * alongY), y - (beyond * alongX));
    }
}
