using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>What moves a body: volume, centre and inertia tensor.</summary>
/// <param name="Volume">In cubic metres.</param>
/// <param name="Center">Centre of mass.</param>
/// <param name="Inertia">About the centre, for a density of 1.</param>
internal readonly record struct MassProperties(float Volume, Float3 Center, Symmetric3 Inertia)
{
    /// <summary>Of a ball.</summary>
    public static MassProperties OfSphere(float radius)
    {
        var volume = 4.18879020f * radius * radius * radius;
        var moment = 0.4f * volume * radius * radius;
        return new(volume, default, Symmetric3.Of(new(moment, moment, moment)));
    }

    /// <summary>Of a box.</summary>
    public static MassProperties OfBox(Float3 half)
    {
        var volume = 8 * half.X * half.Y * half.Z;
        var (x, y, z) = (half.X * half.X, half.Y * half.Y, half.Z * half.Z);
        return new(volume, default, Symmetric3.Of(new Float3(y + z, x + z, x + y) * (volume / 3)));
    }

    /// <summary>Of a cylinder along y with half balls at its ends.</summary>
    public static MassProperties OfCapsule(float halfLength, float radius)
    {
        var r2 = radius * radius;
        var middle = 6.28318531f * r2 * halfLength;
        var ends = 4.18879020f * r2 * radius;
        var along = (middle * r2 / 2) + (ends * 0.4f * r2);
        var across = (middle * ((r2 / 4) + (halfLength * halfLength / 3))) + (ends * ((0.4f * r2) + (halfLength * halfLength) + (0.75f * halfLength * radius)));
        return new(middle + ends, default, Symmetric3.Of(new(across, along, across)));
    }

    /// <summary>Of a polyhedron: tetrahedra from a point inside to each triangle of its faces (Tonon, "Explicit exact formulas for the 3-D tetrahedron inertia tensor", 2005).</summary>
    public static MassProperties OfHull(ConvexHull hull)
    {
        var inside = Inside(hull);
        double volume = 0;
        var first = default(Double3);
        double xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0;
        for (var f = 0; f < hull.FaceCount; f++)
        {
            var a = At(hull, hull.FaceStarts[f]) - inside;
            for (var i = hull.FaceStarts[f] + 1; i + 1 < hull.FaceStarts[f + 1]; i++)
            {
                var (b, c) = (At(hull, i) - inside, At(hull, i + 1) - inside);
                var six = Double3.Dot(a, Double3.Cross(b, c));
                var sum = a + b + c;
                volume += six / 6;
                first += sum * (six / 24);
                xx += six * ((a.X * a.X) + (b.X * b.X) + (c.X * c.X) + (sum.X * sum.X));
                yy += six * ((a.Y * a.Y) + (b.Y * b.Y) + (c.Y * c.Y) + (sum.Y * sum.Y));
                zz += six * ((a.Z * a.Z) + (b.Z * b.Z) + (c.Z * c.Z) + (sum.Z * sum.Z));
                xy += six * ((a.X * a.Y) + (b.X * b.Y) + (c.X * c.Y) + (sum.X * sum.Y));
                xz += six * ((a.X * a.Z) + (b.X * b.Z) + (c.X * c.Z) + (sum.X * sum.Z));
                yz += six * ((a.Y * a.Z) + (b.Y * b.Z) + (c.Y * c.Z) + (sum.Y * sum.Z));
            }
        }

        // Second moments of a tetrahedron with a corner at the origin are the sums above / 120; moved to the centre of mass.
        var m = first * (1 / volume);
        (xx, yy, zz) = ((xx / 120) - (volume * m.X * m.X), (yy / 120) - (volume * m.Y * m.Y), (zz / 120) - (volume * m.Z * m.Z));
        (xy, xz, yz) = ((xy / 120) - (volume * m.X * m.Y), (xz / 120) - (volume * m.X * m.Z), (yz / 120) - (volume * m.Y * m.Z));
        var center = m + inside;
        var inertia = new Symmetric3((float)(yy + zz), (float)(xx + zz), (float)(xx + yy), (float)-xy, (float)-xz, (float)-yz);
        return new((float)volume, new((float)center.X, (float)center.Y, (float)center.Z), inertia);
    }

    private static Double3 At(ConvexHull hull, int index)
    {
        var v = hull.Vertex(hull.FaceVertices[index]);
        return new(v.X, v.Y, v.Z);
    }

    private static Double3 Inside(ConvexHull hull)
    {
        var sum = default(Double3);
        for (var v = 0; v < hull.VertexCount; v++) sum += new Double3(hull.Vertex(v).X, hull.Vertex(v).Y, hull.Vertex(v).Z);
        return sum * (1.0 / hull.VertexCount);
    }
}
