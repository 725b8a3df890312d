using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A slice is agreed: sets the key on its <see cref="SliceRow"/>.</summary>
public sealed record SliceAgreedRow
{
    /// <summary>The task's number.</summary>
    public required long Task { get; init; }

    /// <summary>The slice's number.</summary>
    public required int Index { get; init; }

    /// <summary>Names its <see cref="ResultRow"/>.</summary>
    public required Sha256Hash Key { get; init; }
}
