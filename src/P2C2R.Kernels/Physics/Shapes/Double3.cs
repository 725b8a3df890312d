namespace P2C2R.Kernels.Physics.Shapes;

/// <summary>Three numbers in binary64, for building shapes.</summary>
internal readonly record struct Double3(double X, double Y, double Z)
{
    /// <summary>Part by part.</summary>
    public static Double3 operator +(Double3 a, Double3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    /// <summary>Part by part.</summary>
    public static Double3 operator -(Double3 a, Double3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>Each part scaled.</summary>
    public static Double3 operator *(Double3 a, double scale) => new(a.X * scale, a.Y * scale, a.Z * scale);

    /// <summary>The length.</summary>
    public double Length => Math.Sqrt(Dot(this, this));

    /// <summary>The scalar product.</summary>
    public static double Dot(Double3 a, Double3 b) => (a.X * b.X) + (a.Y * b.Y) + (a.Z * b.Z);

    /// <summary>The vector product.</summary>
    public static Double3 Cross(Double3 a, Double3 b) => new((a.Y * b.Z) - (a.Z * b.Y), (a.Z * b.X) - (a.X * b.Z), (a.X * b.Y) - (a.Y * b.X));

    /// <summary>The same direction with length 1; zero stays zero.</summary>
    public Double3 Normalized()
    {
        var length = Length;
        return length > 0 ? new(X / length, Y / length, Z / length) : default;
    }
}
