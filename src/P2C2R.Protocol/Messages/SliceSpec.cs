namespace P2C2R.Protocol;

/// <summary>A part of a task.</summary>
public sealed record SliceSpec
{
    /// <summary>Canonical input, at most <see cref="Limits.MaxInlineInputBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Uploaded blobs that the kernel reads.</summary>
    public IReadOnlyList<Sha256Hash> Blobs { get; set => field = value ?? []; } = [];

    /// <summary>Lower-numbered slices whose outputs it reads.</summary>
    public IReadOnlyList<int> DependsOn { get; set => field = value ?? []; } = [];

    /// <summary>Work units expected, for placement.</summary>
    public required long ExpectedUnits { get; init; }

    /// <summary>Work units after which the kernel stops, for the price cap.</summary>
    public required long MaxUnits { get; init; }

    /// <summary>Whether the gamer wants its output (the output of a preparation need not travel).</summary>
    public bool Deliver { get; set; } = true;
}
