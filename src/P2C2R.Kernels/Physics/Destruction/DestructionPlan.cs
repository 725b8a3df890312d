using P2C2R.Kernels.Physics.Destruction.Presenting;
using P2C2R.Kernels.Physics.Destruction.Scenes;

namespace P2C2R.Kernels.Physics.Destruction;

/// <summary>What planning leaves for merging and presenting. The first slices break one solid each, then each scenario has its chain of slices.</summary>
/// <param name="Scene">The scene.</param>
/// <param name="Names">What the document calls the solids.</param>
/// <param name="Looks">How the solids look.</param>
/// <param name="Scenarios">The scenarios, in order.</param>
/// <param name="Steps">Steps of each; 0 where the solids are only broken.</param>
/// <param name="SliceSteps">Steps of a slice; the last may have fewer.</param>
/// <param name="RecordEvery">Steps from frame to frame.</param>
internal sealed record DestructionPlan(DestructionScene Scene, IReadOnlyList<string> Names, IReadOnlyList<SolidLook> Looks, IReadOnlyList<Scenario> Scenarios, int Steps, int SliceSteps, int RecordEvery)
{
    /// <summary>Step slices of a scenario.</summary>
    public int SlicesEach => (Steps + SliceSteps - 1) / SliceSteps;

    /// <summary>The step slice with a number, counted within a scenario.</summary>
    public DestructionJob Job(int scenario, int part) =>
        new(-1, Scenarios[scenario], part * SliceSteps, Math.Min(Steps, (part + 1) * SliceSteps), RecordEvery);
}
