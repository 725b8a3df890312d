using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>What a connection or an address may cost. Beside <see cref="Limits"/>, which both ends know.</summary>
public static class ConnectionLimits
{
    /// <summary>Time in which a connection must say hello.</summary>
    public static readonly TimeSpan Hello = TimeSpan.FromSeconds(10);

    /// <summary>Bytes in the first message, before anybody is known.</summary>
    public const int MaxHelloBytes = 1 << 20;

    /// <summary>Bytes that are handled by the thread that watches the sockets; with more it would keep other connections waiting.</summary>
    public const int BytesHandledAtOnce = 16 << 10;

    /// <summary>Messages in a second; who sends more is read more slowly.</summary>
    public const int MessagesPerSecond = 100_000;

    /// <summary>What a refused message costs of that.</summary>
    public const int CostOfError = 1_000;

    /// <summary>What a question for outputs costs of that: hundreds of rows are read for it, megabytes perhaps.</summary>
    public const int CostOfOutputs = 1_000;

    /// <summary>Bytes that may wait to be sent, as estimated before encoding; above it, the reader is too slow and is disconnected.</summary>
    public const long MaxOutboundBytes = 16 << 20;

    /// <summary>A connection that takes nothing for this long is disconnected, however little waits.</summary>
    public static readonly TimeSpan WriteStall = TimeSpan.FromSeconds(30);

    /// <summary>A connection that was silent for this long is asked whether it is there.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    /// <summary>And disconnected after this long.</summary>
    public static readonly TimeSpan Death = TimeSpan.FromSeconds(60);

    /// <summary>Connections of one address, by default.</summary>
    public const int ConnectionsPerAddress = 64;

    /// <summary>Connections of this machine, by default.</summary>
    public const int ConnectionsFromLoopback = 1_024;

    /// <summary>New accounts in an hour from one address, by default.</summary>
    public const int RegistrationsPerHour = 60;
}
