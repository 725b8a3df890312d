namespace P2C2R.Kernels.Numerics;

/// <summary>A rotation as a unit quaternion, in plain IEEE binary32 arithmetic.</summary>
/// <param name="X">First part of the axis, times the sine of half the angle.</param>
/// <param name="Y">Second part.</param>
/// <param name="Z">Third part.</param>
/// <param name="W">The cosine of half the angle.</param>
public readonly record struct Rotation(float X, float Y, float Z, float W)
{
    /// <summary>No rotation.</summary>
    public static Rotation Identity => new(0, 0, 0, 1);

    /// <summary>First <paramref name="b"/>, then <paramref name="a"/>.</summary>
    public static Rotation operator *(Rotation a, Rotation b) => new(
        (a.W * b.X) + (a.X * b.W) + (a.Y * b.Z) - (a.Z * b.Y),
        (a.W * b.Y) - (a.X * b.Z) + (a.Y * b.W) + (a.Z * b.X),
        (a.W * b.Z) + (a.X * b.Y) - (a.Y * b.X) + (a.Z * b.W),
        (a.W * b.W) - (a.X * b.X) - (a.Y * b.Y) - (a.Z * b.Z));

    /// <summary>The opposite rotation.</summary>
    public Rotation Inverse => new(-X, -Y, -Z, W);

    /// <summary>The rotation about a vector by its length in radians; none where that is a million or more, or no number.</summary>
    public static Rotation About(Float3 vector)
    {
        var squared = (double)vector.LengthSquared;
        double cosine, share;
        if (squared < 0.25)
        {
            // Taylor series of cos(a / 2) and sin(a / 2) / a; the first part left out is below 1e-11.
            cosine = 1 - (squared / 8) + (squared * squared / 384) - (squared * squared * squared / 46080);
            share = 0.5 - (squared / 48) + (squared * squared / 3840) - (squared * squared * squared / 645120);
        }
        else
        {
            var angle = Math.Sqrt(squared);
            if (!(angle < ExactMath.MaxAngle)) return Identity;
            cosine = ExactMath.Cos(angle / 2);
            share = ExactMath.Sin(angle / 2) / angle;
        }

        return new((float)(vector.X * share), (float)(vector.Y * share), (float)(vector.Z * share), (float)cosine);
    }

    /// <summary>The same rotation with length 1; zero becomes the identity.</summary>
    public Rotation Normalized()
    {
        var length = MathF.Sqrt((X * X) + (Y * Y) + (Z * Z) + (W * W));
        return length > 0 ? new(X / length, Y / length, Z / length, W / length) : Identity;
    }

    /// <summary>Turns a vector.</summary>
    public Float3 Turn(Float3 v)
    {
        var axis = new Float3(X, Y, Z);
        var twice = Float3.Cross(axis, v) * 2;
        return v + (twice * W) + Float3.Cross(axis, twice);
    }

    /// <summary>Turns a vector back.</summary>
    public Float3 TurnBack(Float3 v) => Inverse.Turn(v);
}
