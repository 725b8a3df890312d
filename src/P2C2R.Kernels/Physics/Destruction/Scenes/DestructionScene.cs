using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.Destruction.Scenes;

/// <summary>What all slices of a task have in common.</summary>
internal sealed record DestructionScene
{
    /// <summary>m/s^2.</summary>
    public Float3 Gravity { get; init; } = new(0, -9.81f, 0);

    /// <summary>Length of a step, s.</summary>
    public float TimeStep { get; init; } = 1f / 60;

    /// <summary>Parts of a step.</summary>
    public int Substeps { get; init; } = 4;

    /// <summary>Height of the ground, m; null where there is none.</summary>
    public float? Ground { get; init; }

    /// <summary>What breaks.</summary>
    public IReadOnlyList<SceneSolid> Solids { get; init; } = [];

    /// <summary>What flies.</summary>
    public IReadOnlyList<SceneProjectile> Projectiles { get; init; } = [];

    /// <summary>Blows on the time line.</summary>
    public IReadOnlyList<SceneImpact> Impacts { get; init; } = [];
}
