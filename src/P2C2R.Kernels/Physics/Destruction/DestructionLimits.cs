namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>Limits of input documents: they keep work and memory bounded, and numbers where binary32 and the solvers do well.</summary>
internal static class DestructionLimits
{
    /// <summary>Solids.</summary>
    public const int MaxSolids = 64;

    /// <summary>Triangles of a solid.</summary>
    public const int MaxTriangles = 50_000;

    /// <summary>Sites of all solids, over all levels.</summary>
    public const int MaxSites = 20_000;

    /// <summary>Sites of all solids where they are moved, too: each may become a body.</summary>
    public const int MaxMovingSites = 5_000;

    /// <summary>Sites times triangles of their solid.</summary>
    public const long MaxClips = 50_000_000;

    /// <summary>Levels below the first.</summary>
    public const int MaxLevels = 4;

    /// <summary>Entries of impact_sites, anchors, projectiles and impacts.</summary>
    public const int MaxEntries = 256;

    /// <summary>Steps.</summary>
    public const int MaxSteps = 20_000;

    /// <summary>Scenarios of a sweep.</summary>
    public const int MaxScenarios = 256;

    /// <summary>Poses recorded: sites times frames times scenarios.</summary>
    public const long MaxPoses = 16_000_000;

    /// <summary>Least extent of a solid, m.</summary>
    public const double MinSize = 0.01;

    /// <summary>Greatest extent of a solid, m.</summary>
    public const double MaxSize = 1_000;

    /// <summary>Farthest from the origin, m.</summary>
    public const double MaxPosition = 10_000;

    /// <summary>Fastest at the start, m/s or rad/s.</summary>
    public const double MaxSpeed = 1_000;

    /// <summary>Least density, kg/m^3.</summary>
    public const double MinDensity = 1;

    /// <summary>Greatest density, kg/m^3.</summary>
    public const double MaxDensity = 100_000;

    /// <summary>Least strength, Pa.</summary>
    public const double MinStrength = 1;

    /// <summary>Greatest strength, Pa.</summary>
    public const double MaxStrength = 1e12;

    /// <summary>Greatest fracture energy, J/m^2.</summary>
    public const double MaxFractureEnergy = 1e9;
}
