namespace P2C2R.Kernels.RayTracing.Rendering.Views;

/// <summary>What looks into the scene; a byte of canonical input.</summary>
internal enum ViewForm : byte
{
    /// <summary>A camera's pixels.</summary>
    Camera = 1,

    /// <summary>The pixels of a cube's six faces.</summary>
    Cube = 2,

    /// <summary>Places, in all directions.</summary>
    Probes = 3,

    /// <summary>A lightmap's texels.</summary>
    Lightmap = 4,
}
