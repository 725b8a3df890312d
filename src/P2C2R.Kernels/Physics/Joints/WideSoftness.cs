using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>A <see cref="Softness"/> a lane, as it counts in a pass: without pushing, only springs are soft.</summary>
internal readonly struct WideSoftness(Vector256<float> biasRate, Vector256<float> massScale, Vector256<float> impulseScale)
{
    /// <summary>See <see cref="Softness"/>.</summary>
    public readonly Vector256<float> BiasRate = biasRate;

    /// <summary>See <see cref="Softness"/>.</summary>
    public readonly Vector256<float> MassScale = massScale;

    /// <summary>See <see cref="Softness"/>.</summary>
    public readonly Vector256<float> ImpulseScale = impulseScale;

    /// <summary>Of a block of joints.</summary>
    public static WideSoftness Of(ref float block, bool pushes)
    {
        var (bias, mass, impulse) = (Wide.Load(ref block, JointBlocks.Soft), Wide.Load(ref block, JointBlocks.Soft + Wide.Count), Wide.Load(ref block, JointBlocks.Soft + (2 * Wide.Count)));
        if (pushes) return new(bias, mass, impulse);
        var isSpring = Wide.Load(ref block, JointBlocks.Soft + (3 * Wide.Count));
        return new(bias & isSpring, Wide.Select(isSpring, mass, Vector256<float>.One), impulse & isSpring);
    }
}
