namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>How a room fills its bounding box; every outline is one piece.</summary>
internal enum RoomOutline
{
    /// <summary>Wholly.</summary>
    Rectangle,

    /// <summary>Without its four corners.</summary>
    Cross,

    /// <summary>As an ellipse.</summary>
    Ellipse,

    /// <summary>Without its upper right quarter.</summary>
    Notched,
}
