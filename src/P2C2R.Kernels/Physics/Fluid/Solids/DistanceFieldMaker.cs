using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Fluid.Solids;

/// <summary>
/// Makes the distance field of a closed mesh. Distances are those to the nearest point of a triangle (C. Ericson, "Real-Time Collision Detection", 2005, section 5.1.5)
/// in binary64; which side is inside is decided by crossings of a line, not by normals, so that sharp edges and needles don't matter.
/// </summary>
internal sealed class DistanceFieldMaker
{
    /// <summary>Cells of a field around its mesh: enough for all that it is asked for.</summary>
    public const float Margin = 3;

    // Half a cell where that isn't too much: edges and thin parts keep their form.
    private const int WorthFiner = 1 << 20;

    private readonly TriangleMesh _mesh;
    private readonly Float3 _low;
    private readonly float _spacing;
    private readonly (int X, int Y, int Z) _points;
    private readonly float[] _distances;

    private DistanceFieldMaker(TriangleMesh mesh, Float3 low, float spacing, (int X, int Y, int Z) points)
    {
        (_mesh, _low, _spacing, _points) = (mesh, low, spacing, points);
        _distances = new float[points.X * points.Y * points.Z];
        Array.Fill(_distances, DistanceField.Reach);
    }

    /// <summary>Makes it; null where it would have too many points.</summary>
    /// <param name="mesh">Closed, in cells.</param>
    /// <param name="tank">The grid's low and high corners where the mesh stands still in them: beyond them it goes on as it ends there, so that what stands on a wall has no gap behind it. Null for what moves.</param>
    public static DistanceField? Make(TriangleMesh mesh, (Float3 Low, Float3 High)? tank)
    {
        var (low, high) = (Float3.From(mesh.Positions, 0), Float3.From(mesh.Positions, 0));
        for (var i = 3; i < mesh.Positions.Length; i += 3) (low, high) = (Float3.Min(low, Float3.From(mesh.Positions, i)), Float3.Max(high, Float3.From(mesh.Positions, i)));
        if (tank is { } t) (low, high) = (Float3.Max(low, t.Low), Float3.Min(high, t.High));
        (low, high) = (low - (Float3.One * Margin), high + (Float3.One * Margin));
        foreach (var spacing in (ReadOnlySpan<float>)[0.5f, 1])
        {
            var size = (high - low) / spacing;
            if (!(size.X > 0 && size.Y > 0 && size.Z > 0)) (size, high) = (Float3.One, low + Float3.One);
            var count = ((double)size.X + 2) * (size.Y + 2) * (size.Z + 2);
            if (count > (spacing < 1 ? WorthFiner : DistanceField.MaxPoints)) continue;
            var maker = new DistanceFieldMaker(mesh, low, spacing, ((int)size.X + 2, (int)size.Y + 2, (int)size.Z + 2));
            maker.Measure(tank);
            maker.Sign(tank);
            return new DistanceField(maker._points, low, spacing, maker._distances);
        }

        return null;
    }

    private Float3 Place(int x, int y, int z) => _low + (new Float3(x, y, z) * _spacing);

    private void Measure((Float3 Low, Float3 High)? tank)
    {
        for (var i = 0; i < _mesh.Indices.Length; i += 3)
        {
            var (a, b, c) = (Corner(i), Corner(i + 1), Corner(i + 2));
            if (tank is { } t && LiesBehind(t, a, b, c)) continue;
            var normal = Double3.Cross(b - a, c - a);
            if (normal.Length > 0) normal = normal.Normalized();
            var (fromX, toX) = Near(a.X, b.X, c.X, _low.X, _points.X);
            var (fromY, toY) = Near(a.Y, b.Y, c.Y, _low.Y, _points.Y);
            var (fromZ, toZ) = Near(a.Z, b.Z, c.Z, _low.Z, _points.Z);
            for (var z = fromZ; z <= toZ; z++)
            {
                for (var y = fromY; y <= toY; y++)
                {
                    for (var x = fromX; x <= toX; x++) Lessen(x, y, z, a, b, c, normal);
                }
            }
        }
    }

    private void Lessen(int x, int y, int z, Double3 a, Double3 b, Double3 c, Double3 normal)
    {
        var place = Place(x, y, z);
        var at = new Double3(place.X, place.Y, place.Z);
        ref var least = ref _distances[(((z * _points.Y) + y) * _points.X) + x];
        if (Math.Abs(Double3.Dot(at - a, normal)) >= least) return;
        var distance = (float)(at - TrianglePoint.Nearest(at, a, b, c)).Length;
        if (distance < least) least = distance;
    }

    /// <summary>A side of the mesh that lies on a wall of the tank, or beyond it, is no surface.</summary>
    private static bool LiesBehind((Float3 Low, Float3 High) tank, Double3 a, Double3 b, Double3 c)
    {
        const double OnWall = 0.25;
        bool Behind(double low, double high, double x, double y, double z) => (x <= low + OnWall && y <= low + OnWall && z <= low + OnWall) || (x >= high - OnWall && y >= high - OnWall && z >= high - OnWall);
        return Behind(tank.Low.X, tank.High.X, a.X, b.X, c.X) || Behind(tank.Low.Y, tank.High.Y, a.Y, b.Y, c.Y) || Behind(tank.Low.Z, tank.High.Z, a.Z, b.Z, c.Z);
    }

    private void Sign((Float3 Low, Float3 High)? tank)
    {
        var crossings = new MeshCrossings(_mesh);
        for (var z = 0; z < _points.Z; z++)
        {
            for (var y = 0; y < _points.Y; y++)
            {
                var line = Into(Place(0, y, z), tank);
                var found = crossings.Find(line.Y, line.Z);
                if (found.Length == 0) continue;
                for (var x = 0; x < _points.X; x++)
                {
                    var at = (((z * _points.Y) + y) * _points.X) + x;
                    if (MeshCrossings.IsInside(found, Into(Place(x, y, z), tank).X)) _distances[at] = -_distances[at];
                }
            }
        }
    }

    /// <summary>The place in the tank whose side of the surface counts: what lies on a wall's far side, or within a quarter of a cell of it, is what it is a quarter of a cell inside.</summary>
    private static Float3 Into(Float3 place, (Float3 Low, Float3 High)? tank)
    {
        if (tank is not { } t) return place;
        var inset = Float3.One * 0.25f;
        return Float3.Min(Float3.Max(place, t.Low + inset), t.High - inset);
    }

    private (int From, int To) Near(double a, double b, double c, float low, int points)
    {
        var (least, most) = (Math.Min(a, Math.Min(b, c)) - DistanceField.Reach, Math.Max(a, Math.Max(b, c)) + DistanceField.Reach);
        return ((int)Math.Clamp(Math.Floor((least - low) / _spacing), 0, points - 1), (int)Math.Clamp(Math.Ceiling((most - low) / _spacing), 0, points - 1));
    }

    private Double3 Corner(int index)
    {
        var at = 3 * _mesh.Indices[index];
        return new(_mesh.Positions[at], _mesh.Positions[at + 1], _mesh.Positions[at + 2]);
    }
}
