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

    /// <summary>The slice that <see cref="Said"/> is of.</summary>
    public int? Slice { get; init; }

    /// <summary>The newest of what a language model has said so far, at most <see cref="Limits.MaxSaidLength"/> characters, in a stranger's words; only of kernels that aren't reproducible.</summary>
    public string? Said { get; init; }
}
