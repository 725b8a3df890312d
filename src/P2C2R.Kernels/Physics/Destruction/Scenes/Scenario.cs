namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>In what a run differs from others of the same pieces.</summary>
/// <param name="Strength">Factor of all strengths.</param>
/// <param name="Speed">Factor of all velocities and blows.</param>
internal readonly record struct Scenario(float Strength, float Speed)
{
    /// <summary>Whether the factors are within limits.</summary>
    public bool IsGood => Strength is >= 0.001f and <= 1000 && Speed is >= 0 and <= 100;
}
