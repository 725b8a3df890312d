namespace P2C2R.Kernels.RayTracing.Rendering.Measures;

/// <summary>What is measured; a byte of canonical input.</summary>
internal enum MeasureForm : byte
{
    /// <summary>What is seen along a ray.</summary>
    Radiance = 1,

    /// <summary>What surface is seen.</summary>
    Features = 2,

    /// <summary>What arrives at a place from all directions.</summary>
    Harmonics = 3,

    /// <summary>What arrives at a surface.</summary>
    Gathered = 4,

    /// <summary>Which lights a surface sees.</summary>
    Shadows = 5,

    /// <summary>How much of what is around a surface is near.</summary>
    Occlusion = 6,

    /// <summary>How far a surface is.</summary>
    Distance = 7,
}
