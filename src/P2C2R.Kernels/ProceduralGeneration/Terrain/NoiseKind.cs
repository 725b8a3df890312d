namespace P2C2R.Kernels.ProceduralGeneration.Terrain;

/// <summary>Where the heights come from before erosion; a byte of the canonical input.</summary>
internal enum NoiseKind : byte
{
    /// <summary>Octaves of gradient noise added up: hills.</summary>
    Fractal = 0,

    /// <summary>Ridged multifractal: mountain ranges.</summary>
    Ridged = 1,

    /// <summary>Fractal noise whose coordinates are shifted by other noise: twisted land.</summary>
    Warped = 2,

    /// <summary>A given height map.</summary>
    Map = 3,
}
