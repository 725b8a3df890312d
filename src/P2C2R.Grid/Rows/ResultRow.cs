using P2C2R.Protocol;

namespace P2C2R.Grid;

/// <summary>
/// An agreed output. Keyed by <see cref="Id"/>; written again where the same output is computed again, with other replicas or for another
/// payer. Of several with one <see cref="Key"/> the newest answers new slices; each slice keeps the one that it was agreed with.
/// </summary>
public sealed record ResultRow
{
    /// <summary>The key.</summary>
    public ResultId Id => new(Key, OutputHash);

    /// <summary>The computation.</summary>
    public required Sha256Hash Key { get; init; }

    /// <summary>What computed it.</summary>
    public required KernelId Kernel { get; init; }

    /// <summary>SHA-256 of the output, trailer included.</summary>
    public required Sha256Hash OutputHash { get; init; }

    /// <summary>Its length.</summary>
    public required long Length { get; init; }

    /// <summary>Its bytes, when at most <see cref="Limits.MaxInlineOutputBytes"/>; else they are a blob.</summary>
    public required ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>Work units, from its trailer.</summary>
    public required long Units { get; init; }

    /// <summary>How many independent accounts agreed on it.</summary>
    public required int Replicas { get; init; }

    /// <summary>Who paid; only he is answered from an unreplicated result.</summary>
    public required AccountId Payer { get; init; }

    /// <summary>The worker's time.</summary>
    public required double ComputeMs { get; init; }

    /// <summary>Unix microseconds; the cache keeps it for <see cref="GridOptions.CacheRetention"/> from then, and while a live task needs it.</summary>
    public required long AgreedAt { get; init; }
}
