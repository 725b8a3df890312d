namespace P2C2R.Kernels.Physics.Joints;

/// <summary>How a joint holds two bodies; the numbers are canonical.</summary>
internal enum JointKind : byte
{
    /// <summary>Two points stay together.</summary>
    Ball,

    /// <summary>They turn about one axis.</summary>
    Hinge,

    /// <summary>They slide along one axis.</summary>
    Slider,

    /// <summary>They move as one.</summary>
    Fixed,

    /// <summary>Two points stay within a range of distances.</summary>
    Distance,

    /// <summary>Each of six directions has a range of its own.</summary>
    SixDegree,
}
