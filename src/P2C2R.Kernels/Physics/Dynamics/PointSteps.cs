using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Dynamics;

/// <summary>The points of a block, solved one after the other: what each adds to the next ones' velocities, and to the bodies in the end.</summary>
internal ref struct PointSteps(Vector256<float> speed)
{
    private readonly Vector256<float> _speed = speed;
    private Vector256<float> _to1, _to2, _to3, _sum;
    private Wide3 _sumA, _sumB;

    /// <summary>Solves a point.</summary>
    /// <param name="block">Its block.</param>
    /// <param name="k">Which: 0 to 3, in order.</param>
    /// <param name="jacobianA">Angular, of the first body.</param>
    /// <param name="jacobianB">Angular, of the second body.</param>
    /// <param name="angularA">The bodies' velocities before the first point.</param>
    /// <param name="angularB">Likewise.</param>
    /// <param name="bias">Speed to aim at, times -1.</param>
    /// <param name="scale">Of the effective mass.</param>
    /// <param name="leak">Of the impulse, taken off.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Solve(ref float block, int k, Wide3 jacobianA, Wide3 jacobianB, Wide3 angularA, Wide3 angularB, Vector256<float> bias, Vector256<float> scale, Vector256<float> leak)
    {
        var at = ContactBlocks.Points + (k * ContactBlocks.PointSize);
        var speed = _speed + Wide3.Dot(jacobianB, angularB) - Wide3.Dot(jacobianA, angularA);
        if (k == 1) speed += _to1;
        if (k == 2) speed += _to2;
        if (k == 3) speed += _to3;
        var old = Wide.Load(ref block, at + ContactBlocks.Impulse);
        var impulse = Wide.Max(old - (Wide.Load(ref block, at + ContactBlocks.Mass) * scale * (speed + bias)) - (leak * old), Vector256<float>.Zero);
        Wide.Store(impulse, ref block, at + ContactBlocks.Impulse);
        var change = impulse - old;
        _sum += change;
        _sumA += jacobianA * change;
        _sumB += jacobianB * change;
        if (k == 0)
        {
            _to1 += Wide.Load(ref block, ContactBlocks.Coupling) * change;
            _to2 += Wide.Load(ref block, ContactBlocks.Coupling + Wide.Count) * change;
            _to3 += Wide.Load(ref block, ContactBlocks.Coupling + (2 * Wide.Count)) * change;
        }

        if (k == 1)
        {
            _to2 += Wide.Load(ref block, ContactBlocks.Coupling + (3 * Wide.Count)) * change;
            _to3 += Wide.Load(ref block, ContactBlocks.Coupling + (4 * Wide.Count)) * change;
        }

        if (k == 2) _to3 += Wide.Load(ref block, ContactBlocks.Coupling + (5 * Wide.Count)) * change;
    }

    /// <summary>Brings the sum of the impulses to the bodies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Apply(ref float block, Wide3 normal, WideSymmetric inertiaA, WideSymmetric inertiaB, ref Wide3 linearA, ref Wide3 angularA, ref Wide3 linearB, ref Wide3 angularB)
    {
        linearA -= normal * (_sum * Wide.Load(ref block, ContactBlocks.InverseMasses));
        linearB += normal * (_sum * Wide.Load(ref block, ContactBlocks.InverseMasses + Wide.Count));
        angularA -= inertiaA * _sumA;
        angularB += inertiaB * _sumB;
    }
}
