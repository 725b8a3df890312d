namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>What a cell is. The numbers stand in canonical outputs; key i, from 0, opens <see cref="FirstLock"/> + i.</summary>
internal enum DungeonCell : byte
{
    /// <summary>Nobody passes.</summary>
    Rock = 0,

    /// <summary>The floor of a room.</summary>
    Room = 1,

    /// <summary>The floor of a corridor.</summary>
    Corridor = 2,

    /// <summary>A door that isn't locked.</summary>
    Door = 3,

    /// <summary>The door that the first key opens.</summary>
    FirstLock = 4,
}
