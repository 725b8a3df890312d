using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>A place from which pictures are made, with the node's transform applied: three unit vectors at right angles.</summary>
public sealed record SceneCamera
{
    /// <summary>The name in the file; for messages.</summary>
    public string Name { get; init; } = "";

    /// <summary>How its rays run.</summary>
    public required CameraKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public required Float3 Position { get; init; }

    /// <summary>To the picture's right; unit length.</summary>
    public required Float3 Right { get; init; }

    /// <summary>To the picture's top; unit length.</summary>
    public required Float3 Up { get; init; }

    /// <summary>Into the picture; unit length.</summary>
    public required Float3 Forward { get; init; }

    /// <summary>Half the picture's height: perspective at distance 1 (the tangent of half the angle), orthographic in units of length.</summary>
    public required float HalfHeight { get; init; }

    /// <summary>Width over height that the file asks for; 0 where it leaves that to the picture.</summary>
    public float AspectRatio { get; init; }

    /// <summary>What is nearer, measured along <see cref="Forward"/>, isn't seen.</summary>
    public float Near { get; init; }

    /// <summary>What is farther isn't seen; infinity where there is no limit.</summary>
    public float Far { get; init; } = float.PositiveInfinity;

    /// <summary>A perspective camera that looks at a point.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="target">What it looks at, elsewhere.</param>
    /// <param name="up">What is up, not along the line of sight.</param>
    /// <param name="degrees">The angle from the picture's bottom to its top: above 0, below 180.</param>
    public static SceneCamera LookAt(Float3 position, Float3 target, Float3 up, double degrees)
    {
        var forward = (target - position).Normalized();
        var right = Float3.Cross(forward, up).Normalized();
        return new SceneCamera
        {
            Kind = CameraKind.Perspective,
            Position = position,
            Forward = forward,
            Right = right,
            Up = Float3.Cross(right, forward),
            HalfHeight = HalfHeightOf(degrees * Math.PI / 180),
        };
    }

    /// <summary>The tangent of half an angle in radians.</summary>
    internal static float HalfHeightOf(double angle) => (float)(ExactMath.Sin(angle / 2) / ExactMath.Cos(angle / 2));
}
