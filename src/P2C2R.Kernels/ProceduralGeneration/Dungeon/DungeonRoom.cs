namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>A room where it stands.</summary>
/// <param name="X">Left column of its box.</param>
/// <param name="Y">Upper row of its box.</param>
/// <param name="Shape">Its floor.</param>
/// <param name="Parent">The room that it was attached to; -1 for the first.</param>
/// <param name="Door">The cell of the parent's door to it; -1 for the first.</param>
internal sealed record DungeonRoom(int X, int Y, RoomShape Shape, int Parent, int Door);
