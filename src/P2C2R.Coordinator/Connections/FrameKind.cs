namespace P2C2R.Coordinator.Connections;

/// <summary>WebSocket opcodes (RFC 6455, section 11.8).</summary>
internal enum FrameKind
{
    /// <summary>More of a message.</summary>
    Continuation = 0,

    /// <summary>UTF-8 text.</summary>
    Text = 1,

    /// <summary>Bytes; not spoken here.</summary>
    Binary = 2,

    /// <summary>The end.</summary>
    Close = 8,

    /// <summary>Are you there.</summary>
    Ping = 9,

    /// <summary>Yes.</summary>
    Pong = 10,
}
