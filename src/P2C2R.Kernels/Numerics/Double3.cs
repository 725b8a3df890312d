namespace P2C2R.Kernels.Numerics;

/// <summary>Three numbers in plain IEEE binary64 arithmetic, for what is built once: hulls, masses, cells, charts, and for rays.</summary>
/// <param name="X">First part.</param>
/// <param name="Y">Second part.</param>
/// <param name="Z">Third part.</param>
internal readonly record struct Double3(double X, double Y, double Z)
{
    /// <summary>The length.</summary>
    public double Length => Math.Sqrt(Dot(this, this));

    /// <summary>The nearest numbers in binary32.</summary>
    public Float3 Rounded => new((float)X, (float)Y, (float)Z);

    /// <summary>The same numbers in binary64.</summary>
    public static Double3 Of(Float3 v) => new(v.X, v.Y, v.Z);

    /// <summary>Part by part.</summary>
    public static Double3 operator +(Double3 a, Double3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Part by part.</summary>
    public static Double3 operator -(Double3 a, Double3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Each part scaled.</summary>
    public static Double3 operator *(Double3 a, double scale) => new(a.X * scale, a.Y * scale, a.Z * scale);

    /// <summary>The scalar product, summed from x to z.</summary>
    public static double Dot(Double3 a, Double3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    /// <summary>The vector product, right-handed.</summary>
    public static Double3 Cross(Double3 a, Double3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>The same direction with length 1; zero where there is none.</summary>
    public Double3 Normalized()
    {
        var length = Length;
        return length > 0 ? new(X / length, Y / length, Z / length) : default;
    }
}
