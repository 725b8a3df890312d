using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace P2C2R.Cli.Bench;

/// <summary>
/// A WebSocket client (RFC 6455) that does only what a load generator needs, so that it costs the machine little beside
/// what it measures: many messages in one system call, no copies, one thread. Masks with the key 0, which masks nothing.
/// </summary>
internal sealed class RawWebSocket : IDisposable
{
    private const byte Final = 0x80;
    private const byte Text = 0x1;
    private const byte CloseFrame = 0x8;
    private const byte Ping = 0x9;
    private const byte Pong = 0xA;

    private readonly Socket _socket;
    private byte[] _in;
    private int _start;
    private int _end;
    private byte[] _out;
    private int _queued;

    private RawWebSocket(Socket socket, int bufferBytes)
    {
        _socket = socket;
        _in = new byte[bufferBytes];
        _out = new byte[bufferBytes];
    }

    /// <summary>Connects and shakes hands, without asynchronous calls: after one of those the runtime's own thread stands between a socket and whoever waits for it.</summary>
    /// <param name="host">An IP address.</param>
    /// <param name="port">Its port.</param>
    /// <param name="subprotocol">What is spoken inside.</param>
    /// <param name="bufferBytes">Initial size of each buffer; they grow.</param>
    /// <exception cref="IOException">Refused.</exception>
    public static RawWebSocket Connect(string host, int port, string subprotocol, int bufferBytes = 1 << 16)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var web = new RawWebSocket(socket, bufferBytes);
        try
        {
            socket.Connect(host, port);
            var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
            var request = $"GET /ws HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + $"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: {subprotocol}\r\n\r\n";
            socket.Send(Encoding.ASCII.GetBytes(request));
            web.FinishHandshake();
            return web;
        }
        catch
        {
            web.Dispose();
            throw;
        }
    }

    /// <summary>Adds a text message to those that <see cref="Flush"/> sends.</summary>
    public void Queue(ReadOnlySpan<byte> message) => QueueFrame(Text, message);

    /// <summary>Sends what is queued.</summary>
    public void Flush()
    {
        for (var sent = 0; sent < _queued;) sent += _socket.Send(_out, sent, _queued - sent, SocketFlags.None);
        _queued = 0;
    }

    /// <summary>Sends what is queued.</summary>
    public async ValueTask FlushAsync()
    {
        for (var sent = 0; sent < _queued;) sent += await _socket.SendAsync(_out.AsMemory(sent, _queued - sent));
        _queued = 0;
    }

    /// <summary>Waits for more bytes.</summary>
    public void Receive()
    {
        MakeRoom();
        Count(_socket.Receive(_in, _end, _in.Length - _end, SocketFlags.None));
    }

    /// <summary>Waits for more bytes.</summary>
    public async ValueTask ReceiveAsync()
    {
        MakeRoom();
        Count(await _socket.ReceiveAsync(_in.AsMemory(_end)));
    }

    /// <summary>Takes the next whole message out of what was received. It is valid until the next receive.</summary>
    /// <exception cref="IOException">The other end closed, or sent what this client can't read.</exception>
    public bool TryTake(out ReadOnlySpan<byte> message)
    {
        while (TryTakeFrame(out var opcode, out message))
        {
            switch (opcode)
            {
                case Final | Text:
                    return true;
                case Final | Ping:
                    QueueFrame(Pong, message);
                    break;
                case Final | Pong:
                    break;
                case Final | CloseFrame:
                    var reason = message.Length > 2 ? Encoding.UTF8.GetString(message[2..]) : "";
                    throw new IOException($"the coordinator closed the connection: {reason}");
                default:
                    throw new IOException($"a frame that isn't one whole text message: 0x{opcode:x2}");
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private bool TryTakeFrame(out byte opcode, out ReadOnlySpan<byte> payload)
    {
        opcode = 0;
        payload = default;
        var bytes = _in.AsSpan(_start, _end - _start);
        if (bytes.Length < 2) return false;
        long length = bytes[1] & 0x7F;
        var header = length switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < header) return false;
        if (length == 126) length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        else if (length == 127) length = BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        if (bytes.Length < header + length) return false;
        opcode = bytes[0];
        payload = bytes.Slice(header, (int)length);
        _start += header + (int)length;
        return true;
    }

    private void QueueFrame(byte opcode, ReadOnlySpan<byte> payload)
    {
        const int MaxHeader = 14;
        const byte Masked = 0x80;
        if (_out.Length - _queued < payload.Length + MaxHeader) Array.Resize(ref _out, Math.Max(_out.Length * 2, _queued + payload.Length + MaxHeader));
        var frame = _out.AsSpan(_queued);
        frame[0] = (byte)(Final | opcode);
        int header;
        if (payload.Length < 126)
        {
            frame[1] = (byte)(Masked | payload.Length);
            header = 2;
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame[1] = Masked | 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)payload.Length);
            header = 4;
        }
        else
        {
            frame[1] = Masked | 127;
            BinaryPrimitives.WriteInt64BigEndian(frame[2..], payload.Length);
            header = 10;
        }

        frame.Slice(header, 4).Clear();
        payload.CopyTo(frame[(header + 4)..]);
        _queued += header + 4 + payload.Length;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _in.AsSpan(_start, _end - _start).CopyTo(_in);
            _end -= _start;
            _start = 0;
        }

        if (_end == _in.Length) Array.Resize(ref _in, _in.Length * 2);
    }

    private void Count(int received)
    {
        if (received == 0) throw new IOException("the coordinator closed the connection");
        _end += received;
    }

    private void FinishHandshake()
    {
        int end;
        while ((end = _in.AsSpan(0, _end).IndexOf("\r\n\r\n"u8)) < 0) Receive();
        var head = Encoding.ASCII.GetString(_in, 0, end);
        if (!head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new IOException($"no WebSocket there: {head.Split('\r')[0]}");
        _start = end + 4;
    }
}
