namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Limits of input documents, which keep numbers in the range in which binary32 and the solver do well, and work and memory bounded.</summary>
internal static class RigidLimits
{
    /// <summary>Bodies.</summary>
    public const int MaxBodies = 100_000;

    /// <summary>Shapes on all bodies.</summary>
    public const int MaxParts = 200_000;

    /// <summary>Different shapes.</summary>
    public const int MaxShapes = 10_000;

    /// <summary>Corners of a hull that is given by its points.</summary>
    public const int MaxHullPoints = 4_096;

    /// <summary>Corners of the hull itself.</summary>
    public const int MaxHullCorners = 256;

    /// <summary>Triangles of all meshes together.</summary>
    public const int MaxTriangles = 2_000_000;

    /// <summary>Joints.</summary>
    public const int MaxJoints = 100_000;

    /// <summary>Entries of the time line of pushes.</summary>
    public const int MaxPushes = 100_000;

    /// <summary>Queries.</summary>
    public const int MaxQueries = 4_096;

    /// <summary>Steps after which one query is asked.</summary>
    public const int MaxQuerySteps = 10_000;

    /// <summary>Answers to queries in a scenario.</summary>
    public const long MaxAnswers = 1_000_000;

    /// <summary>Bodies that the answer to an overlap names; of more it gives the number only.</summary>
    public const int MaxListed = 256;

    /// <summary>Steps.</summary>
    public const int MaxSteps = 100_000;

    /// <summary>Substeps of a step.</summary>
    public const int MaxSubsteps = 32;

    /// <summary>Scenarios of a sweep.</summary>
    public const int MaxScenarios = 4_096;

    /// <summary>Poses recorded in a scenario: moving bodies times frames.</summary>
    public const long MaxPoses = 8_000_000;

    /// <summary>Bytes of the scene that all slices read.</summary>
    public const int MaxSceneBytes = 256 << 20;

    /// <summary>Least half size of a shape, m.</summary>
    public const float MinSize = 0.001f;

    /// <summary>Greatest half size of a shape, m.</summary>
    public const float MaxSize = 10_000;

    /// <summary>Farthest from the origin, m.</summary>
    public const float MaxPosition = 100_000;

    /// <summary>Fastest at the start, m/s or rad/s.</summary>
    public const float MaxSpeed = 1_000;

    /// <summary>Density, kg/m^3.</summary>
    public const float MinDensity = 0.001f;

    /// <summary>Density, kg/m^3.</summary>
    public const float MaxDensity = 100_000;

    /// <summary>Mass, kg.</summary>
    public const float MinMass = 1e-6f;

    /// <summary>Mass, kg.</summary>
    public const float MaxMass = 1e12f;

    /// <summary>Gravity or another acceleration, m/s^2.</summary>
    public const float MaxAcceleration = 1_000;

    /// <summary>Force, torque or their impulses, N and so on.</summary>
    public const float MaxForce = 1e12f;

    /// <summary>Shortest step, s.</summary>
    public const float MinTimeStep = 1e-4f;

    /// <summary>Longest step, s.</summary>
    public const float MaxTimeStep = 0.1f;

    /// <summary>Friction coefficients.</summary>
    public const float MaxFriction = 10;

    /// <summary>Share of the smaller one's half thickness that two bodies may overlap at the start.</summary>
    public const float MaxStartOverlap = 0.5f;
}
