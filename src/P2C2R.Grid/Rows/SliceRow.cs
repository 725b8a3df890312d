using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>A slice, inserted at admission. Keyed by (<see cref="Task"/>, <see cref="Index"/>).</summary>
public sealed record SliceRow
{
    /// <summary>The task's number.</summary>
    public required long Task { get; init; }

    /// <summary>The slice's number.</summary>
    public required int Index { get; init; }

    /// <summary>Canonical input.</summary>
    public required ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Its hash.</summary>
    public required Sha256Hash InputHash { get; init; }

    /// <summary>Blobs it names.</summary>
    public required IReadOnlyList<Sha256Hash> Blobs { get; init; }

    /// <summary>Slices it depends on.</summary>
    public required IReadOnlyList<int> DependsOn { get; init; }

    /// <summary>Expected.</summary>
    public required long ExpectedUnits { get; init; }

    /// <summary>Maximum.</summary>
    public required long MaxUnits { get; init; }

    /// <summary>Whether the gamer wants its output.</summary>
    public required bool Deliver { get; init; }
}
