namespace P2C2R.Grid;

/// <summary>A slice is agreed: names its result.</summary>
public sealed record SliceAgreedRow
{
    /// <summary>The task's number.</summary>
    public required long Task { get; init; }

    /// <summary>The slice's number.</summary>
    public required int Index { get; init; }

    /// <summary>Its <see cref="ResultRow"/>.</summary>
    public required ResultId Result { get; init; }
}
