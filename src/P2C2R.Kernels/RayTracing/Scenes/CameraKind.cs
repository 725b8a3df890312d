namespace P2C2R.Kernels.RayTracing.Scenes;

/// <summary>How a camera's rays run.</summary>
public enum CameraKind : byte
{
    /// <summary>All through one point.</summary>
    Perspective = 0,

    /// <summary>All parallel.</summary>
    Orthographic = 1,
}
