namespace P2C2R.Coordinator.Connections;

/// <summary>A client breaks the WebSocket protocol or a limit; its connection is closed, and nobody else's.</summary>
/// <param name="status">The close code (RFC 6455, section 7.4.1).</param>
/// <param name="message">For the client's log.</param>
internal sealed class FrameException(int status, string message) : Exception(message)
{
    public const int NormalClosure = 1000;
    public const int GoingAway = 1001;
    public const int ProtocolError = 1002;
    public const int UnsupportedData = 1003;
    public const int PolicyViolation = 1008;
    public const int TooBig = 1009;

    /// <summary>The close code.</summary>
    public int Status { get; } = status;
}
