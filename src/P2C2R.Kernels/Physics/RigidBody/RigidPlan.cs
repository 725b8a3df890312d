namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>What planning leaves for merging and presenting.</summary>
/// <param name="Built">The scene.</param>
/// <param name="Scenarios">The scenarios, in order; each has as many slices as the others.</param>
/// <param name="Steps">Steps of each.</param>
/// <param name="SliceSteps">Steps of a slice; the last may have fewer.</param>
/// <param name="RecordEvery">Steps from frame to frame.</param>
/// <param name="Names">What the document calls the bodies.</param>
/// <param name="QueryNames">What it calls the queries.</param>
/// <param name="Earlier">The run that is continued, or null.</param>
internal sealed record RigidPlan(BuiltScene Built, IReadOnlyList<Scenario> Scenarios, int Steps, int SliceSteps, int RecordEvery, IReadOnlyList<string> Names, IReadOnlyList<string> QueryNames, EarlierRun? Earlier)
{
    /// <summary>Slices of a scenario.</summary>
    public int SlicesEach => (Steps - First + SliceSteps - 1) / SliceSteps;

    /// <summary>Steps that were done before.</summary>
    private int First => Earlier?.Steps ?? 0;

    /// <summary>The steps of a scenario that were done before.</summary>
    public RigidJob Done(int scenario) => new(Scenarios[scenario], 0, First, RecordEvery);

    /// <summary>Frames of a scenario that runs to its end.</summary>
    public int Frames => (Steps / RecordEvery) + 1;

    /// <summary>The slice with a number.</summary>
    public RigidJob Job(int slice)
    {
        var (scenario, part) = (slice / SlicesEach, slice % SlicesEach);
        return new(Scenarios[scenario], First + (part * SliceSteps), Math.Min(Steps, First + ((part + 1) * SliceSteps)), RecordEvery);
    }
}
