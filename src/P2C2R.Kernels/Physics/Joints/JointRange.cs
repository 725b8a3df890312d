namespace P2C2R.Kernels.Physics.Joints;

/// <summary>How far a joint lets two bodies go in one direction.</summary>
/// <param name="Low">Least.</param>
/// <param name="High">Greatest; below <paramref name="Low"/> where there is no limit.</param>
internal readonly record struct JointRange(float Low, float High)
{
    /// <summary>No limit.</summary>
    public static JointRange Free => new(1, -1);

    /// <summary>Whether there is no limit.</summary>
    public bool IsFree => Low > High;

    /// <summary>Whether there is only one place.</summary>
    public bool IsLocked => Low == High;
}
