namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>
/// A spring and a damper as factors of an impulse (Catto, "Soft constraints", 2011, and "Solver2D", 2024): stable however stiff.
/// </summary>
/// <param name="BiasRate">Share of an error that is corrected in a second.</param>
/// <param name="MassScale">Of the impulse of a rigid constraint.</param>
/// <param name="ImpulseScale">Of the accumulated impulse, taken off.</param>
internal readonly record struct Softness(float BiasRate, float MassScale, float ImpulseScale)
{
    /// <summary>Of a frequency in Hz and a damping ratio, at a substep's length.</summary>
    public static Softness Of(float frequency, float damping, float time)
    {
        if (frequency == 0) return new(0, 1, 0);
        var omega = 6.28318531f * frequency;
        var a1 = (2 * damping) + (time * omega);
        var a2 = time * omega * a1;
        var a3 = 1 / (1 + a2);
        return new(omega / a1, a2 * a3, a3);
    }
}
