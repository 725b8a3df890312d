using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Queries;

/// <summary>
/// A ray against one shape, in the shape's axes. A line is inside a convex shape over one interval, so for those the interval is found
/// first: of a ball from the chord, of a capsule as the union of its two balls and its tube, of a polyhedron between its planes (Cyrus and Beck 1978).
/// The line is measured from its point nearest to the shape's middle: far origins cost no digits.
/// </summary>
internal static class ShapeRay
{
    private const double Parallel = 1e-12;

    /// <summary>Where it hits first; null where it doesn't.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="origin">Where the ray begins.</param>
    /// <param name="direction">Unit length.</param>
    /// <param name="most">The greatest distance that counts.</param>
    /// <param name="found">Room for triangles.</param>
    public static RayHit? Cast(Shape shape, Double3 origin, Double3 direction, double most, List<int> found)
    {
        if (shape.Mesh is { } mesh) return OfMesh(mesh, origin, direction, most, found);
        var nearest = -Double3.Dot(origin, direction);
        var start = origin + (direction * nearest);
        if (Interval(shape, start, direction) is not { } line) return null;
        var (enter, leave) = (line.Enter + nearest, line.Leave + nearest);
        if (leave < 0 || enter > most) return null;
        return enter < 0 ? new(0, direction * -1) : new(enter, line.Normal);
    }

    private static Line? Interval(Shape shape, Double3 start, Double3 direction)
    {
        if (shape.Hull is { } hull) return OfHull(hull, start, direction);
        var ball = OfBall(start, direction, shape.Half.Y, shape.Radius);
        return shape.Half.Y == 0 ? ball : Union(Union(ball, OfBall(start, direction, -shape.Half.Y, shape.Radius)), OfTube(start, direction, shape.Half.Y, shape.Radius));
    }

    /// <summary>Of two intervals of one convex shape.</summary>
    private static Line? Union(Line? a, Line? b)
    {
        if (a is not { } first || b is not { } second) return a ?? b;
        var before = first.Enter <= second.Enter ? first : second;
        return before with { Leave = Math.Max(first.Leave, second.Leave) };
    }

    private static Line? OfBall(Double3 start, Double3 direction, double up, double radius)
    {
        var from = start - new Double3(0, up, 0);
        var middle = -Double3.Dot(from, direction);
        var nearest = from + (direction * middle);
        var chord = (radius * radius) - Double3.Dot(nearest, nearest);
        if (chord < 0) return null;
        var half = Math.Sqrt(chord);
        return new(middle - half, middle + half, (nearest - (direction * half)).Normalized());
    }

    /// <summary>The side of a capsule, between its ends.</summary>
    private static Line? OfTube(Double3 start, Double3 direction, double halfLength, double radius)
    {
        var (from, along) = (new Double3(start.X, 0, start.Z), new Double3(direction.X, 0, direction.Z));
        var squared = Double3.Dot(along, along);
        if (squared < Parallel) return null;
        var middle = -Double3.Dot(from, along) / squared;
        var nearest = from + (along * middle);
        var chord = (radius * radius) - Double3.Dot(nearest, nearest);
        if (chord < 0) return null;
        var half = Math.Sqrt(chord / squared);
        var line = new Line(middle - half, middle + half, (nearest - (along * half)).Normalized());
        return Clip(line, direction.Y, -start.Y - halfLength, -start.Y + halfLength);
    }

    /// <summary>What of a line lies between two heights. Where it enters through an end one of the balls does so before.</summary>
    private static Line? Clip(Line line, double up, double low, double high)
    {
        if (Math.Abs(up) < Parallel) return low <= 0 && high >= 0 ? line : null;
        var (a, b) = (low / up, high / up);
        var clipped = line with { Enter = Math.Max(line.Enter, Math.Min(a, b)), Leave = Math.Min(line.Leave, Math.Max(a, b)) };
        return clipped.Enter <= clipped.Leave ? clipped : null;
    }

    private static Line? OfHull(ConvexHull hull, Double3 start, Double3 direction)
    {
        var line = new Line(double.NegativeInfinity, double.PositiveInfinity, default);
        for (var f = 0; f < hull.FaceCount; f++)
        {
            var normal = Double3.Of(hull.Normal(f));
            var (height, along) = (hull.Offsets[f] - Double3.Dot(normal, start), Double3.Dot(normal, direction));
            if (Math.Abs(along) < Parallel)
            {
                if (height < 0) return null;
                continue;
            }

            var at = height / along;
            if (along > 0) line = line with { Leave = Math.Min(line.Leave, at) };
            else if (at > line.Enter) line = line with { Enter = at, Normal = normal };
            if (line.Enter > line.Leave) return null;
        }

        return line;
    }

    private static RayHit? OfMesh(TriangleTree mesh, Double3 origin, Double3 direction, double most, List<int> found)
    {
        mesh.FindAlong(origin, origin + (direction * most), found);
        RayHit? nearest = null;
        foreach (var triangle in found)
        {
            var hit = OfTriangle(Double3.Of(mesh.Corner(triangle, 0)), Double3.Of(mesh.Corner(triangle, 1)), Double3.Of(mesh.Corner(triangle, 2)), origin, direction);
            if (hit is { } other && other.Distance <= most && (nearest is not { } best || other.Distance < best.Distance)) nearest = other;
        }

        return nearest;
    }

    /// <summary>Möller and Trumbore, "Fast, minimum storage ray/triangle intersection", 1997; both sides, and the edges a little widened, so that none slips between two triangles.</summary>
    private static RayHit? OfTriangle(Double3 a, Double3 b, Double3 c, Double3 origin, Double3 direction)
    {
        const double edge = 1e-9;
        var (first, second) = (b - a, c - a);
        var across = Double3.Cross(direction, second);
        var area = Double3.Dot(first, across);
        if (area == 0) return null;
        var from = origin - a;
        var u = Double3.Dot(from, across) / area;
        var turned = Double3.Cross(from, first);
        var v = Double3.Dot(direction, turned) / area;
        var distance = Double3.Dot(second, turned) / area;
        if (!(u >= -edge && v >= -edge && u + v <= 1 + edge && distance >= 0)) return null;
        var normal = Double3.Cross(first, second).Normalized();
        return new(distance, Double3.Dot(normal, direction) > 0 ? normal * -1 : normal);
    }

    private readonly record struct Line(double Enter, double Leave, Double3 Normal);
}
