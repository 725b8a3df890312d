using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>A joint before it is in a world. All is in the world's axes, where the bodies are at the start.</summary>
internal sealed record JointDescription
{
    /// <summary>How it holds them.</summary>
    public required JointKind Kind { get; init; }

    /// <summary>First body.</summary>
    public required int BodyA { get; init; }

    /// <summary>Second body.</summary>
    public required int BodyB { get; init; }

    /// <summary>Where; of a distance the first body's point.</summary>
    public Float3 Anchor { get; init; }

    /// <summary>Of a distance the second body's point.</summary>
    public Float3 AnchorB { get; init; }

    /// <summary>About which they turn or along which they slide; the x axis of a six-degree joint. Unit length.</summary>
    public Float3 Axis { get; init; } = new(1, 0, 0);

    /// <summary>Ranges: m along x, y, z, then rad about x, y, z; locked where both are 0, free where the low end is above the high one. Of a distance the first one counts.</summary>
    public JointRange[] Ranges { get; init; } = new JointRange[6];

    /// <summary>Speed that the motor wants, m/s or rad/s.</summary>
    public float MotorSpeed { get; init; }

    /// <summary>What it does at most for that, N or N m; 0 for no motor.</summary>
    public float MotorMost { get; init; }

    /// <summary>Stiffness as a frequency, Hz; 0 for as stiff as can be.</summary>
    public float Frequency { get; init; }

    /// <summary>Damping ratio of a soft joint.</summary>
    public float Damping { get; init; } = 1;

    /// <summary>Whether the two bodies still meet.</summary>
    public bool Collides { get; init; }

    /// <summary>The ranges of the kinds with a name.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="own">Of the axis that isn't locked.</param>
    public static JointRange[] RangesOf(JointKind kind, JointRange own)
    {
        var (locked, free) = (default(JointRange), JointRange.Free);
        return kind switch
        {
            JointKind.Ball => [locked, locked, locked, free, free, free],
            JointKind.Hinge => [locked, locked, locked, own, locked, locked],
            JointKind.Slider => [own, locked, locked, locked, locked, locked],
            JointKind.Distance => [own, free, free, free, free, free],
            _ => new JointRange[6],
        };
    }
}
