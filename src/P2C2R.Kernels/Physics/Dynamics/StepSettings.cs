using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>How a world is stepped.</summary>
internal sealed record StepSettings
{
    /// <summary>Acceleration, m/s^2.</summary>
    public Float3 Gravity { get; init; } = new(0, -9.81f, 0);

    /// <summary>Length of a step, s.</summary>
    public float TimeStep { get; init; } = 1f / 60;

    /// <summary>Parts of a step in which constraints are solved (Macklin et al., "Small steps in physics simulation", 2019).</summary>
    public int Substeps { get; init; } = 4;

    /// <summary>How fast a contact pushes overlaps apart, at most, m/s.</summary>
    public float PushSpeed { get; init; } = 3;

    /// <summary>Stiffness of contacts as a frequency, Hz: an eighth of the substeps' rate where that is between this and twice this (high walls buckle on soft contacts), and never more than a quarter of it.</summary>
    public float ContactFrequency { get; init; } = 30;

    /// <summary>Damping ratio of contacts.</summary>
    public float ContactDamping { get; init; } = 10;

    /// <summary>Impacts slower than this don't bounce, m/s.</summary>
    public float BounceSpeed { get; init; } = 1;

    /// <summary>Whether bodies at rest fall asleep.</summary>
    public bool Sleeping { get; init; } = true;

    /// <summary>A body slower than this is at rest, m/s at its farthest point.</summary>
    public float RestSpeed { get; init; } = 0.05f;

    /// <summary>Rest before sleep, s.</summary>
    public float RestTime { get; init; } = 0.5f;
}
