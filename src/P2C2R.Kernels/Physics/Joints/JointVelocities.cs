using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using P2C2R.Kernels.Numerics;
using P2C2R.Kernels.Physics.Dynamics;

namespace P2C2R.Kernels.Physics.Joints;

/// <summary>Velocities, or motions, of the sixteen bodies of a block while it is worked on.</summary>
internal ref struct JointVelocities
{
    private Wide3 _linearA, _angularA, _linearB, _angularB;

    /// <summary>Reads rows of <see cref="BodyStore"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JointVelocities(ref float rows, ref int a, ref int b)
    {
        BodyRows.Gather(ref rows, ref a, out _linearA, out _angularA);
        BodyRows.Gather(ref rows, ref b, out _linearB, out _angularB);
    }

    /// <summary>Writes them back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Scatter(ref float rows, ref int a, ref int b)
    {
        BodyRows.Scatter(ref rows, ref a, _linearA, _angularA);
        BodyRows.Scatter(ref rows, ref b, _linearB, _angularB);
    }

    /// <summary>Along a row's Jacobian.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector256<float> Along(ref float block, int row) =>
        Wide3.Dot(Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.Linear)), _linearB - _linearA)
        + Wide3.Dot(Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.AngularB)), _angularB) - Wide3.Dot(Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.AngularA)), _angularA);

    /// <summary>An impulse along a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref float block, int row, Vector256<float> impulse) => Apply(
        ref block,
        Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.Linear)) * impulse,
        Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.AngularA)) * impulse,
        Wide3.Load(ref block, JointBlocks.At(row, JointBlocks.AngularB)) * impulse);

    /// <summary>Impulses along several rows at once.</summary>
    /// <param name="block">The block.</param>
    /// <param name="linear">On the second body; the opposite acts on the first.</param>
    /// <param name="aboutA">About the first body's centre, to be taken off.</param>
    /// <param name="aboutB">About the second body's centre.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply(ref float block, Wide3 linear, Wide3 aboutA, Wide3 aboutB)
    {
        _linearA -= linear * Wide.Load(ref block, JointBlocks.InverseMasses);
        _linearB += linear * Wide.Load(ref block, JointBlocks.InverseMasses + Wide.Count);
        _angularA -= JointBlocks.Inertia(ref block, 0) * aboutA;
        _angularB += JointBlocks.Inertia(ref block, 1) * aboutB;
    }
}
