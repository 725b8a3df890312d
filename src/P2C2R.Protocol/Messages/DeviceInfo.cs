namespace P2C2R.Protocol;

/// <summary>What a peer says of its device. Used to match requirements; never trusted for money.</summary>
public sealed record DeviceInfo
{
    /// <summary>Logical processors.</summary>
    public required int Cores { get; init; }

    /// <summary>Memory that attempts may use.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>Whether it has a graphics processor that kernels could use.</summary>
    public bool Gpu { get; init; }

    /// <summary>Operating system and architecture, for people.</summary>
    public string Os { get; set; } = "";
}
