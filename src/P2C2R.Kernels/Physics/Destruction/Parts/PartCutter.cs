using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Destruction.Cells;
using P2C2R.Kernels.Physics.Destruction.Fracturing;
using P2C2R.Kernels.Physics.Destruction.Solids;

namespace P2C2R.Kernels.Physics.Destruction.Parts;

/// <summary>Cuts a part in two on a grid of its own, by the same exact clipper that made the piece. What falls apart becomes several.</summary>
internal sealed class PartCutter
{
    private const double Dust = 1e-4;

    // The grid rounds places to half a step and normals to one at the far end: this far beyond it a plane is clear of its face.
    private const int Clearance = 4;

    private readonly Solid _solid;
    private readonly GridPlace _place;

    private PartCutter(Solid solid, GridPlace place) => (_solid, _place) = (solid, place);

    /// <summary>For a part; null where it is too small for a grid.</summary>
    public static PartCutter? Of(Piece part)
    {
        var (low, high) = (part.Places[0], part.Places[0]);
        foreach (var p in part.Places)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        var place = GridPlace.Around(low, high);
        var solid = SolidBuilder.Snap(part.Places, part.Triangles, place);
        return OpenEdges.Find(solid) is null && solid.SixVolumes() > 0 ? new(solid, place) : null;
    }

    /// <summary>Cuts a little beyond a plane of points n · x = offset, in the world; n has unit length.</summary>
    public List<Piece> Cut((Double3 Normal, double Offset) plane, CancellationToken cancellation)
    {
        var (x, y, z) = (Part(plane.Normal.X), Part(plane.Normal.Y), Part(plane.Normal.Z));
        var offset = (long)Math.Floor(((plane.Offset - Double3.Dot(plane.Normal, _place.Origin)) / _place.Step * GridPoint.Most) + 0.5) + ((long)Clearance * GridPoint.Most);
        var (clipper, builder) = (new SolidClipper(_solid), new PieceBuilder(_place, 0, (double)_solid.SixVolumes() / 6 * _place.Step * _place.Step * _place.Step * Dust));
        var parts = new List<Piece>();
        foreach (var side in (CellPlane[])[new(x, y, z, offset, 0), new(-x, -y, -z, -offset, 0)])
        {
            if (clipper.Clip(default, [side], cancellation) is { } clipped) parts.AddRange(builder.Build(_solid, clipped, default, [default(CellWall)], cancellation));
        }

        return parts;
    }

    private static int Part(double value) => (int)Math.Floor((value * GridPoint.Most) + 0.5);
}
