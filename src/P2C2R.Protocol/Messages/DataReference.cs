namespace P2C2R.Protocol;

/// <summary>Bytes: inside the message when small, else to be fetched from <c>/blobs/{hash}</c> with the grant.</summary>
public sealed record DataReference
{
    /// <summary>SHA-256 of the bytes.</summary>
    public required Sha256Hash Hash { get; init; }

    /// <summary>Number of bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The bytes, when they fit.</summary>
    public ReadOnlyMemory<byte>? Data { get; init; }

    /// <summary>Permission to read the blob, when they don't.</summary>
    public string? Grant { get; init; }
}
