namespace P2C2R.Kernels.Physics.Fluid;

/// <summary>What a document may ask for.</summary>
internal static class FluidLimits
{
    /// <summary>Most particles.</summary>
    public const int MaxParticles = 1 << 20;

    /// <summary>Most cells of the tank along an axis.</summary>
    public const int MaxSide = 1024;

    /// <summary>Most nodes of the grid.</summary>
    public const int MaxNodes = 1 << 24;

    /// <summary>Most steps.</summary>
    public const int MaxSteps = 1_000_000;

    /// <summary>Most blocks of fluid.</summary>
    public const int MaxBlocks = 256;

    /// <summary>Most obstacles.</summary>
    public const int MaxObstacles = 64;

    /// <summary>Most bodies.</summary>
    public const int MaxBodies = 64;

    /// <summary>Least thickness of a body in cells: the fluid doesn't see thinner ones.</summary>
    public const double MinBody = 1.5;

    /// <summary>Most variants.</summary>
    public const int MaxVariants = 1024;

    /// <summary>Most frames of a run.</summary>
    public const int MaxFrames = 10_000;

    /// <summary>How far sound may travel in a step, in cells.</summary>
    public const double SoundPerStep = 0.3;

    /// <summary>How far momentum may spread by viscosity in a step, in square cells.</summary>
    public const double ViscosityPerStep = 0.125;

    /// <summary>Share of what a capillary wave of two cells takes to cross a cell, in a step: half of what Brackbill, Kothe and Zemach 1992 allow, sqrt(rho h^3 / (4 pi sigma)).</summary>
    public const double CapillaryPerStep = 0.5;
}
