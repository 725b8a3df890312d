using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>The bytes that ask for a WebSocket, for tests that then do what no WebSocket client would.</summary>
internal static class RawHandshake
{
    public static byte[] Bytes() => Encoding.ASCII.GetBytes($"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: {MessageCodec.Subprotocol}\r\n\r\n");
}
