using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Shapes;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>A body before it is in a world.</summary>
internal sealed record BodyDescription
{
    /// <summary>What moves it.</summary>
    public BodyKind Kind { get; init; } = BodyKind.Dynamic;

    /// <summary>Where its origin is.</summary>
    public Float3 Position { get; init; }

    /// <summary>From its axes to the world's.</summary>
    public Rotation Rotation { get; init; } = Rotation.Identity;

    /// <summary>Of its centre of mass, m/s.</summary>
    public Float3 Velocity { get; init; }

    /// <summary>In the world's axes, rad/s.</summary>
    public Float3 AngularVelocity { get; init; }

    /// <summary>Share of gravity.</summary>
    public float GravityScale { get; init; } = 1;

    /// <summary>Per second.</summary>
    public float LinearDamping { get; init; }

    /// <summary>Per second.</summary>
    public float AngularDamping { get; init; }

    /// <summary>Whether nothing turns it.</summary>
    public bool FixedRotation { get; init; }

    /// <summary>Density of all parts, kg/m^3, where <see cref="TotalMass"/> is 0.</summary>
    public float Density { get; init; } = 1000;

    /// <summary>Mass, kg, or 0.</summary>
    public float TotalMass { get; init; }

    /// <summary>Its shapes.</summary>
    public required IReadOnlyList<BodyPart> Parts { get; init; }

    /// <summary>Mass (as volume at density 1), centre and inertia of all parts together; zero for what constraints don't move.</summary>
    public MassProperties Mass()
    {
        if (Kind != BodyKind.Dynamic) return default;
        var (volume, center) = (0f, default(Float3));
        foreach (var part in Parts)
        {
            volume += part.Shape.Mass.Volume;
            center += (part.Position + part.Rotation.Turn(part.Shape.Mass.Center)) * part.Shape.Mass.Volume;
        }

        center /= volume;
        var inertia = default(Symmetric3);
        foreach (var part in Parts)
        {
            var mass = part.Shape.Mass;
            var own = part.Rotation == Rotation.Identity ? mass.Inertia : mass.Inertia.Turned(Matrix3.Of(part.Rotation));
            inertia += own + (Symmetric3.OfPoint(part.Position + part.Rotation.Turn(mass.Center) - center) * mass.Volume);
        }

        var density = TotalMass > 0 ? TotalMass / volume : Density;
        return new(volume * density, center, inertia * density);
    }
}
