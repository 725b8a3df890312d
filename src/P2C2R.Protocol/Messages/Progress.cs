namespace P2C2R.Protocol;

/// <summary>Coordinator to gamer: how far a task is. May be dropped when there is much to say.</summary>
public sealed record Progress : Message
{
    /// <summary>The task.</summary>
    public required string Task { get; init; }

    /// <summary>Slices agreed.</summary>
    public required int Agreed { get; init; }

    /// <summary>Slices in all.</summary>
    public required int SliceCount { get; init; }

    /// <summary>0 to 1, with what peers report of running attempts.</summary>
    public required double Fraction { get; init; }
}
