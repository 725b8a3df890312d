using P2C2R.Protocol;

namespace P2C2R.Cli.Gamer;

/// <summary>One line of the menu.</summary>
/// <param name="Key">What is typed.</param>
/// <param name="Kind">What it computes.</param>
/// <param name="Title">For people.</param>
internal sealed record MenuChoice(string Key, string Kind, string Title)
{
    /// <summary>The ten kinds: 1 to 9, then v.</summary>
    public static IReadOnlyList<MenuChoice> All { get; } =
    [
        new("1", Kinds.NpcDialogue, "What characters say"),
        new("2", Kinds.Pathfinding, "Shortest paths on game maps"),
        new("3", Kinds.ProceduralGeneration, "Worlds from a seed"),
        new("4", Kinds.Reflections, "Ray-traced reflections"),
        new("5", Kinds.Shadows, "Ray-traced shadows"),
        new("6", Kinds.GlobalIllumination, "Ray-traced indirect light"),
        new("7", Kinds.RigidBody, "Rigid bodies"),
        new("8", Kinds.Fluid, "Fluids"),
        new("9", Kinds.Destruction, "Fracture and break-up"),
        new("v", Kinds.StateValidation, "Whether states follow from inputs"),
    ];
}
