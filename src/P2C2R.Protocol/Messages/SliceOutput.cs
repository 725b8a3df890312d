namespace P2C2R.Protocol;

/// <summary>The output of one slice.</summary>
public sealed record SliceOutput
{
    /// <summary>Its number.</summary>
    public required int Slice { get; init; }

    /// <summary>The bytes, trailer included.</summary>
    public required DataReference Output { get; init; }
}
