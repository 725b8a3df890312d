using P2C2R.Coordinator.Connections;
using P2C2R.Coordinator.Loop;
using P2C2R.Coordinator.Status;
using P2C2R.Grid;

namespace P2C2R.Coordinator;

/// <summary>What an operator can set.</summary>
public sealed record CoordinatorOptions
{
    /// <summary>The port that peers and gamers expect.</summary>
    public const int DefaultPort = 8765;

    /// <summary>Addresses to listen on: HOST:PORT or URL; port 0 for a free one.</summary>
    public IReadOnlyList<string> Listen { get; init; } = [$"0.0.0.0:{DefaultPort}"];

    /// <summary>The database.</summary>
    public string Database { get; init; } = "p2c2r_cloud.db";

    /// <summary>Folder of the blobs; null for one beside the database.</summary>
    public string? BlobFolder { get; init; }

    /// <summary>Rates, queues and times of the state core.</summary>
    public GridOptions Grid { get; init; } = new();

    /// <summary>How the loop batches.</summary>
    public LoopOptions Loop { get; init; } = new();

    /// <summary>Bytes of blobs that one gamer may have stored.</summary>
    public long BlobQuota { get; init; } = 10L << 30;

    /// <summary>How long an uploaded blob is kept when nothing names it.</summary>
    public TimeSpan BlobRetention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long ended tasks are kept, and with them their slices and attempts. The protocol promises 7 days.</summary>
    public TimeSpan TaskRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Connections of one address.</summary>
    public int MaxConnectionsPerAddress { get; init; } = ConnectionLimits.ConnectionsPerAddress;

    /// <summary>New accounts in an hour from one address.</summary>
    public int RegistrationsPerHour { get; init; } = ConnectionLimits.RegistrationsPerHour;

    /// <summary>Web pages of these origins may connect, for example <c>https://game.example</c>; others only where they come from this very host.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Addresses of proxies whose <c>X-Forwarded-For</c> is believed.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>TLS certificate: PEM, or .pfx; null for none.</summary>
    public string? Certificate { get; init; }

    /// <summary>Key of a PEM certificate; null where the certificate's file holds it.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Password of the .pfx or of the key.</summary>
    public string? CertificatePassword { get; init; }

    /// <summary>How much the log tells.</summary>
    public GridLogLevel LogLevel { get; init; } = GridLogLevel.Normal;

    /// <summary>Where the log goes.</summary>
    public TextWriter Log { get; init; } = TextWriter.Null;
}
