using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>A body of a scene.</summary>
internal sealed record SceneBody
{
    /// <summary>What moves it.</summary>
    public BodyKind Kind { get; init; } = BodyKind.Dynamic;

    /// <summary>Where its origin is.</summary>
    public Float3 Position { get; init; }

    /// <summary>From its axes to the world's.</summary>
    public Rotation Rotation { get; init; } = Rotation.Identity;

    /// <summary>m/s.</summary>
    public Float3 Velocity { get; init; }

    /// <summary>rad/s.</summary>
    public Float3 AngularVelocity { get; init; }

    /// <summary>By how much a scenario's random numbers may move it at the start, each way, m.</summary>
    public float Jitter { get; init; }

    /// <summary>kg/m^3.</summary>
    public float Density { get; init; } = 1000;

    /// <summary>kg; 0 where the density counts.</summary>
    public float Mass { get; init; }

    /// <summary>Share of gravity.</summary>
    public float GravityScale { get; init; } = 1;

    /// <summary>Per second.</summary>
    public float LinearDamping { get; init; }

    /// <summary>Per second.</summary>
    public float AngularDamping { get; init; }

    /// <summary>Whether nothing turns it.</summary>
    public bool FixedRotation { get; init; }

    /// <summary>Its shapes.</summary>
    public IReadOnlyList<ScenePart> Parts { get; init; } = [];
}
