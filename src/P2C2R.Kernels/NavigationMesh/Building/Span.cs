namespace P2C2R.Kernels.NavigationMesh.Building;

/// <summary>Solid voxels one above the other in a column.</summary>
internal struct Span
{
    /// <summary>The lowest voxel's bottom.</summary>
    public int Bottom;

    /// <summary>The highest voxel's top: what one stands on.</summary>
    public int Top;

    /// <summary>The next higher span of the column, or -1.</summary>
    public int Next;

    /// <summary>Whether an agent may stand on it.</summary>
    public bool IsWalkable;
}
