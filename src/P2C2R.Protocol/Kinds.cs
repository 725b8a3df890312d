namespace P2C2R.Protocol;

/// <summary>The names of the kinds of computation, as on the wire. The coordinator treats them as opaque.</summary>
public static class Kinds
{
    /// <summary>What a character says.</summary>
    public const string NpcDialogue = "ai_npc_dialogue";

    /// <summary>Shortest paths on game maps.</summary>
    public const string Pathfinding = "ai_pathfinding";

    /// <summary>Worlds from a seed.</summary>
    public const string ProceduralGeneration = "ai_procedural_generation";

    /// <summary>Ray-traced reflections.</summary>
    public const string Reflections = "rt_reflections";

    /// <summary>Ray-traced shadows.</summary>
    public const string Shadows = "rt_shadows";

    /// <summary>Ray-traced indirect light.</summary>
    public const string GlobalIllumination = "rt_global_illumination";

    /// <summary>Rigid bodies.</summary>
    public const string RigidBody = "physics_rigid_body";

    /// <summary>Fluids.</summary>
    public const string Fluid = "physics_fluid";

    /// <summary>Fracture and break-up.</summary>
    public const string Destruction = "physics_destruction";

    /// <summary>Whether a game's states follow from its inputs.</summary>
    public const string StateValidation = "state_validation";

    /// <summary>The ten kinds, in the order of the gamer's menu: 1 to 9, then v.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NpcDialogue, Pathfinding, ProceduralGeneration, Reflections, Shadows, GlobalIllumination, RigidBody, Fluid, Destruction, StateValidation,
    ];

    /// <summary>
    /// What a character says, by a language model that a peer runs beside itself: the engine <c>endpoint</c> of <see cref="NpcDialogue"/>.
    /// A kind of its own on the wire, because only some peers have one, and because its outputs are not reproducible.
    /// </summary>
    public const string NpcDialogueEndpoint = "ai_npc_dialogue_endpoint";

    /// <summary>Does nothing, at a given number of work units: what the routing benchmark and the tests of the grid compute.</summary>
    public const string NoOperation = "no_operation";
}
