namespace P2C2R.Tests.Simulation;

/// <summary>A task and how far its gamer knows it to be.</summary>
public sealed class GamerTask
{
    public required PlannedTask Plan { get; init; }

    public GamerTaskPhase Phase { get; set; }
}
