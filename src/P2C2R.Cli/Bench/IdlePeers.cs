using System.Buffers;
using System.Diagnostics;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench;

/// <summary>
/// Many peers that only say hello and heartbeat, in a process of their own. They offer another kernel than the one that is
/// measured. Any line on standard input is answered with how many are still connected.
/// </summary>
internal sealed class IdlePeers
{
    private const int ConnectingAtOnce = 64;

    private readonly List<RawWebSocket> _connected = [];
    private TimeSpan _heartbeat = TimeSpan.FromSeconds(5);
    private int _alive;

    /// <summary>Connects them all, then serves standard input until it ends.</summary>
    public static async Task<int> ServeAsync(int port, int count)
    {
        var peers = new IdlePeers();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce }, async (i, _) => await peers.ConnectAsync(port, i));
        _ = Task.Run(peers.BeatAsync);
        Console.WriteLine("{\"ready\":true}");
        while (Console.ReadLine() is not null) Console.WriteLine(Volatile.Read(ref peers._alive));
        return ExitCodes.Done;
    }

    private static byte[] Encode(Message message)
    {
        var encoded = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, encoded);
        return encoded.WrittenSpan.ToArray();
    }

    private async Task ConnectAsync(int port, int number)
    {
        var socket = RawWebSocket.Connect("127.0.0.1", port, MessageCodec.Subprotocol, bufferBytes: 1024);
        socket.Queue(Encode(new HelloPeer
        {
            Name = $"idle_{number}",
            Slots = 1,
            Device = new DeviceInfo { Cores = 8, MemoryBytes = 16L << 30, Os = "idle" },
            Kernels = [new KernelSpeed { Kind = Kinds.Pathfinding, Version = 1 }],
        }));
        await socket.FlushAsync();
        while (!IsWelcome(socket)) await socket.ReceiveAsync();
        lock (_connected) _connected.Add(socket);
        Interlocked.Increment(ref _alive);
        _ = Task.Run(() => ListenAsync(socket));
    }

    private bool IsWelcome(RawWebSocket socket)
    {
        if (!socket.TryTake(out var message)) return false;
        if (!MessageCodec.TryDecode(message, out var read, out _) || read is not Welcome welcome) throw new IOException($"an idle peer was told: {read}");
        _heartbeat = TimeSpan.FromMilliseconds(welcome.HeartbeatMs);
        return true;
    }

    /// <summary>Reads, so that the coordinator's pings are answered, until the connection ends.</summary>
    private async Task ListenAsync(RawWebSocket socket)
    {
        try
        {
            while (true)
            {
                await socket.ReceiveAsync();
                while (socket.TryTake(out _))
                {
                    // Nothing that a coordinator says makes an idle peer do anything.
                }
            }
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            Interlocked.Decrement(ref _alive);
        }
    }

    /// <summary>One heartbeat of each in each interval, spread evenly.</summary>
    private async Task BeatAsync()
    {
        const int Steps = 50;
        var beat = Encode(new Heartbeat { Attempts = [] });
        for (var step = 0; ; step = (step + 1) % Steps)
        {
            var begun = Stopwatch.GetTimestamp();
            for (var i = step; i < _connected.Count; i += Steps) await TryBeatAsync(_connected[i], beat);
            var rest = (_heartbeat / Steps) - Stopwatch.GetElapsedTime(begun);
            if (rest > TimeSpan.Zero) await Task.Delay(rest);
        }
    }

    private static async Task TryBeatAsync(RawWebSocket socket, byte[] beat)
    {
        try
        {
            socket.Queue(beat);
            await socket.FlushAsync();
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // Its listener has counted it.
        }
    }
}
