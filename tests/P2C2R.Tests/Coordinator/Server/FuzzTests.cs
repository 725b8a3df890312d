using System.Buffers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using P2C2R.Coordinator.Connections;
using P2C2R.Grid;
using P2C2R.Protocol;
using P2C2R.Tests.Grid;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>
/// Messages that nobody should send, over 100,000 in a run: most straight through decoding, checks and a real core, the rest over
/// real sockets and HTTP. The coordinator stays up, the books stay balanced, and neighbours notice nothing.
/// </summary>
public sealed class FuzzTests
{
    private const int ThroughTheCore = 110_000;
    private const int OverSockets = 12_000;
    private const int OverHttp = 1_000;

    [Fact]
    public void Decoding_checks_and_the_core_stand_any_message()
    {
        var maker = new MessageMutator(1);
        var storage = new MemoryStorage();
        var core = new GridCore(new GridOptions(), storage.Load(), storage);
        var sink = new Sink();
        var loop = new GridLoop(core, storage, sink);
        var gamer = new SessionId(1);
        var peer = new SessionId(2);
        loop.Apply([new OpenGamerSession(gamer, "g", Sha256Hash.Of([1]), "t"), new OpenPeerSession(peer, new HelloPeer { Name = "p", Slots = 4, Device = new DeviceInfo { Cores = 1, MemoryBytes = 1 }, Kernels = [new KernelSpeed { Kind = Kinds.NoOperation, Version = 1 }] }, Sha256Hash.Of([2]), "u")], 1);
        Assert.True(loop.Commit());
        var passed = 0;
        for (var i = 0; i < ThroughTheCore; i++)
        {
            maker.Attempt = sink.LastLease;
            var bytes = maker.Next();
            if (!MessageCodec.TryDecode(bytes, out var message, out var error))
            {
                Assert.NotEqual(ErrorCode.None, error!.Code);
                continue;
            }

            if (MessageCheck.Check(message!) is { } wrong)
            {
                Assert.NotEqual("", wrong.Message);
                continue;
            }

            foreach (var (session, role) in new[] { (gamer, AccountRole.Gamer), (peer, AccountRole.Peer) })
            {
                if (CommandMaker.Make(session, role, message!, bytes) is not { } command) continue;
                passed++;
                loop.Apply([command], 1_000 + (i * 100L));
            }

            if (i % 64 != 0) continue;
            loop.Apply([new Tick()], 1_000 + (i * 100L));
            Assert.True(loop.Commit());
            if (i % 4_096 == 0) Assert.Empty(core.Audit());
        }

        Assert.True(loop.Commit());
        Assert.Empty(core.Audit());
        Assert.True(passed > ThroughTheCore / 100, $"only {passed} got as far as the core: the mutations are too coarse");
    }

    [Fact]
    public async Task Sockets_stand_any_message_and_neighbours_notice_nothing()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var neighbour = await test.ConnectAsync();
        await neighbour.HelloGamerAsync();
        var maker = new MessageMutator(2);
        var sent = 0;
        while (sent < OverSockets)
        {
            using var client = await test.ConnectAsync();
            if (maker.Random.Next(4) > 0) await client.HelloGamerAsync();
            var reading = client.EndAsync();
            try
            {
                for (var i = 0; i < 300; i++, sent++) await client.SendAsync(maker.Next());
                if (maker.Random.Next(2) == 0) await client.SendAsync(new byte[] { 1, 2 }, WebSocketMessageType.Binary);
            }
            catch (Exception e) when (e is WebSocketException or IOException)
            {
                // It was told to go.
            }

            client.Dispose();
            await Record.ExceptionAsync(() => reading);
            await neighbour.SendAsync(new GetAccount());
            await neighbour.ReceiveAsync<AccountStatus>();
        }

        var status = await test.Client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("\"epoch\":1,", status, StringComparison.Ordinal);
        Assert.DoesNotContain("\"balanced\":false", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broken_frames_and_broken_http_end_only_their_own_connection()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var neighbour = await test.ConnectAsync();
        await neighbour.HelloGamerAsync();
        var random = new Random(3);
        var handshake = RawHandshake.Bytes();
        for (var i = 0; i < OverHttp; i++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", test.Host.Port, TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            var noise = new byte[random.Next(1, 200)];
            random.NextBytes(noise);
            var start = random.Next(3) switch { 0 => handshake, 1 => Garble(handshake, random), _ => Encoding.ASCII.GetBytes($"{(random.Next(2) == 0 ? "PUT" : "POST")} /blobs/{Convert.ToHexStringLower(noise)} HTTP/1.1\r\nHost: x\r\nContent-Length: {random.NextInt64(-5, long.MaxValue)}\r\n\r\n") };
            try
            {
                await stream.WriteAsync((byte[])[.. start, .. noise], TestContext.Current.CancellationToken);
                if (random.Next(4) == 0) _ = await stream.ReadAsync(new byte[100], TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                // It was told to go.
            }
        }

        await neighbour.SendAsync(new GetAccount());
        await neighbour.ReceiveAsync<AccountStatus>();
        Assert.Equal("{\"status\":\"ok\"}", await test.Client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    private static byte[] Garble(byte[] bytes, Random random)
    {
        var garbled = (byte[])bytes.Clone();
        for (var i = random.Next(1, 10); i > 0; i--) garbled[random.Next(garbled.Length)] = (byte)random.Next(256);
        return garbled;
    }

    /// <summary>Throws messages away; remembers the last attempt that was leased.</summary>
    private sealed class Sink : IOutbox
    {
        private readonly ArrayBufferWriter<byte> _encoded = new();

        public string LastLease { get; private set; } = "1-1";

        public void Send(IReadOnlyList<Outgoing> messages)
        {
            foreach (var outgoing in messages)
            {
                _encoded.ResetWrittenCount();
                MessageCodec.Encode(outgoing.Message, _encoded);
                if (outgoing.Message is Lease lease) LastLease = lease.Attempt.ToString();
            }
        }

        public void Close(IReadOnlyList<SessionId> sessions)
        {
        }

        public void Report(IReadOnlyList<GridEvent> events)
        {
        }
    }
}
