using P2C2R.Peer.Endpoints;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Peer;

/// <summary>How a peer takes part.</summary>
public sealed record PeerOptions
{
    /// <summary>Where the coordinator is.</summary>
    public required CoordinatorAddress Coordinator { get; init; }

    /// <summary>Shown to people; 1 to <see cref="Limits.MaxNameLength"/> characters. Token, cache and measured speeds are kept by name.</summary>
    public string Name { get; init; } = DefaultName();

    /// <summary>Attempts computed at once, 1 to <see cref="Limits.MaxSlots"/>: one core is left to the device's owner.</summary>
    public int Slots { get; init; } = Math.Clamp(Environment.ProcessorCount - 1, 1, Limits.MaxSlots);

    /// <summary>Memory that all workers may use together: half of the device's.</summary>
    public long MemoryBytes { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Folder for token, cache and measured speeds.</summary>
    public string StateDirectory { get; init; } = DefaultStateDirectory();

    /// <summary>Bytes of blobs that are kept for the next attempts.</summary>
    public long CacheBytes { get; init; } = 8L << 30;

    /// <summary>Longest execution of an attempt.</summary>
    public TimeSpan AttemptTimeLimit { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Executable (or .dll) that is started with <c>worker --spool FOLDER</c>; null for this program.</summary>
    public string? WorkerProgram { get; init; }

    /// <summary>A language model beside this peer; null where there is none.</summary>
    public EndpointOptions? Endpoint { get; init; }

    /// <summary>Badness on purpose, for testing verification.</summary>
    public Misbehaviour Misbehaviour { get; init; }

    /// <summary>Whether to measure, at the first start, how fast each kernel is here.</summary>
    public bool Calibrate { get; init; } = true;

    private static string DefaultName()
    {
        var name = "peer_" + Environment.MachineName;
        return name.Length <= Limits.MaxNameLength ? name : name[..Limits.MaxNameLength];
    }

    private static string DefaultStateDirectory()
    {
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(data.Length > 0 ? data : AppContext.BaseDirectory, "p2c2r", "peer");
    }
}
