using P2C2R.Kernels.Physics.Joints;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>What all slices and scenarios of a task have in common.</summary>
internal sealed record RigidScene
{
    /// <summary>Length of a step, s.</summary>
    public float TimeStep { get; init; } = 1f / 60;

    /// <summary>Parts of a step.</summary>
    public int Substeps { get; init; } = 4;

    /// <summary>Whether bodies at rest fall asleep.</summary>
    public bool Sleeping { get; init; } = true;

    /// <summary>Different shapes.</summary>
    public IReadOnlyList<SceneShape> Shapes { get; init; } = [];

    /// <summary>Bodies, in the order of their numbers.</summary>
    public IReadOnlyList<SceneBody> Bodies { get; init; } = [];

    /// <summary>Joints.</summary>
    public IReadOnlyList<JointDescription> Joints { get; init; } = [];

    /// <summary>Forces on a time line.</summary>
    public IReadOnlyList<ScenePush> Pushes { get; init; } = [];

    /// <summary>Questions to it while it runs.</summary>
    public IReadOnlyList<SceneQuery> Queries { get; init; } = [];
}
