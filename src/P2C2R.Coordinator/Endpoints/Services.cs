using P2C2R.Coordinator.Blobs;
using P2C2R.Coordinator.Connections;
using P2C2R.Coordinator.Loop;
using P2C2R.Coordinator.Status;
using P2C2R.Coordinator.Storage;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>The parts of one coordinator that its endpoints use.</summary>
internal sealed class Services
{
    public required CoordinatorOptions Options { get; init; }

    public required CommandInbox Inbox { get; init; }

    public required Switchboard Switchboard { get; init; }

    public required AccountBook Accounts { get; init; }

    public required AddressBook Addresses { get; init; }

    public required UploadBook Uploads { get; init; }

    public required GrantIssuer Grants { get; init; }

    public required ConnectionSweeper Sweeper { get; init; }

    public required ArchiveDesk Archive { get; init; }

    public required StorageReader Reader { get; init; }

    public required BlobStore Blobs { get; init; }

    public required TrafficMeter Traffic { get; init; }

    public required OriginCheck Origins { get; init; }

    public required TrustedProxies Proxies { get; init; }

    public required LoopMeter Meter { get; init; }

    public required GridLog Log { get; init; }

    public required string OperatorToken { get; init; }

    /// <summary>Unix seconds.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether new connections are refused.</summary>
    public volatile bool Stopping;
}
