using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>Real sockets: who may connect, who is who, and that one connection's faults are its own.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task Whoever_brings_the_token_is_the_same_account()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var first = await test.ConnectAsync();
        var welcome = await first.HelloGamerAsync();
        using var second = await test.ConnectAsync();
        var again = await second.HelloGamerAsync(welcome.Token);
        Assert.Equal(welcome.Account, again.Account);
        Assert.Null(again.Token);
        using var third = await test.ConnectAsync();
        await third.SendAsync(new HelloGamer { Name = "x", Token = "not a token" });
        Assert.Equal(ErrorCode.BadToken, (await third.ReceiveAsync<ErrorMessage>()).Code);
        await third.EndAsync();
    }

    [Fact]
    public async Task A_task_goes_from_gamer_to_peer_and_back_and_is_there_after_a_restart()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var peer = await test.ConnectAsync();
        await peer.HelloPeerAsync();
        using var gamer = await test.ConnectAsync();
        await gamer.HelloGamerAsync();
        await gamer.SendAsync(TestTasks.Submit("one", 1, 2, 3));
        var lease = await peer.ReceiveAsync<Lease>();
        var output = TestTasks.Output(100);
        await peer.SendAsync(TestTasks.Done(lease.Attempt, output));
        var result = await gamer.ReceiveAsync<Result>();
        Assert.Equal(TaskState.Done, result.Summary.State);
        Assert.Equal(output, result.Outputs![0].Output.Data!.Value.ToArray());
        Assert.Equal(AttemptState.Agreed, (await peer.ReceiveAsync<Settled>()).Attempts[0].State);
        await gamer.SendAsync(new ListTasks());
        Assert.Equal("one", Assert.Single((await gamer.ReceiveAsync<TaskPage>()).Tasks).Task);
        await gamer.SendAsync(new GetOutputs { Task = "one" });
        Assert.Equal(output, (await gamer.ReceiveAsync<Outputs>()).Items[0].Output.Data!.Value.ToArray());
        var status = await test.Client.GetStringAsync(new Uri("/api/v1/status", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("\"tasks_completed\":1", status, StringComparison.Ordinal);
        Assert.DoesNotContain("\"balanced\":false", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outputs_that_are_paid_for_can_be_had_before_the_task_ends()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var peer = await test.ConnectAsync();
        await peer.HelloPeerAsync();
        using var gamer = await test.ConnectAsync();
        await gamer.HelloGamerAsync();
        var slices = Enumerable.Range(0, 4).Select(static i => new SliceSpec { Input = new[] { (byte)i }, ExpectedUnits = 10, MaxUnits = 1_000, Deliver = i != 1 }).ToList();
        await gamer.SendAsync(TestTasks.Submit("early") with { SliceCount = 4, MaxUnits = 4_000, Slices = slices });
        await gamer.ReceiveAsync<Accepted>();
        var ask = new GetOutputs { Task = "early", Slices = [3, 2, 1, 0, 2] };
        await gamer.SendAsync(ask);
        Assert.Empty((await gamer.ReceiveAsync<Outputs>()).Items);
        var leases = new List<Lease>();
        for (var i = 0; i < 4; i++) leases.Add(await peer.ReceiveAsync<Lease>());
        foreach (var lease in leases.Where(static l => l.Input.Span[0] < 3))
        {
            await peer.SendAsync(TestTasks.Done(lease.Attempt, TestTasks.Output(100 + lease.Input.Span[0])));
            await peer.ReceiveAsync<Settled>();
        }

        await gamer.SendAsync(ask);
        var early = await gamer.ReceiveAsync<Outputs>();
        Assert.Equal([2, 0, 2], early.Items.Select(static i => i.Slice));
        Assert.Null(early.Next);
        Assert.All(early.Items, static i => Assert.Equal(TestTasks.Output(100 + i.Slice), i.Output.Data!.Value.ToArray()));
        await gamer.SendAsync(new GetOutputs { Task = "early" });
        Assert.Equal(ErrorCode.NotFound, (await gamer.ReceiveAsync<ErrorMessage>()).Code);
        await peer.SendAsync(TestTasks.Done(leases.Single(static l => l.Input.Span[0] == 3).Attempt, TestTasks.Output(103)));
        var outputs = (await gamer.ReceiveAsync<Result>()).Outputs!.ToDictionary(static o => o.Slice, static o => o.Output.Hash);
        Assert.All(early.Items, i => Assert.Equal(outputs[i.Slice], i.Output.Hash));
        await gamer.SendAsync(ask);
        Assert.Equal([3, 2, 0, 2], (await gamer.ReceiveAsync<Outputs>()).Items.Select(static i => i.Slice));
    }

    [Fact]
    public async Task What_a_cancelled_task_has_paid_for_can_be_had()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var peer = await test.ConnectAsync();
        await peer.HelloPeerAsync();
        using var gamer = await test.ConnectAsync();
        await gamer.HelloGamerAsync();
        await gamer.SendAsync(TestTasks.Submit("stopped") with { SliceCount = 2, MaxUnits = 2_000, Slices = [new SliceSpec { Input = new byte[] { 1 }, ExpectedUnits = 10, MaxUnits = 1_000 }, new SliceSpec { Input = new byte[] { 2 }, ExpectedUnits = 10, MaxUnits = 1_000 }] });
        var lease = await peer.ReceiveAsync<Lease>();
        await peer.SendAsync(TestTasks.Done(lease.Attempt, TestTasks.Output(100)));
        await peer.ReceiveAsync<Settled>();
        await gamer.SendAsync(new CancelTask { Task = "stopped" });
        Assert.Equal(TaskState.Cancelled, (await gamer.ReceiveAsync<Result>()).Summary.State);
        await gamer.SendAsync(new GetOutputs { Task = "stopped", Slices = [0, 1] });
        Assert.Equal(TestTasks.Output(100), Assert.Single((await gamer.ReceiveAsync<Outputs>()).Items).Output.Data!.Value.ToArray());
        await gamer.SendAsync(new GetOutputs { Task = "stopped" });
        Assert.Equal(ErrorCode.NotFound, (await gamer.ReceiveAsync<ErrorMessage>()).Code);
    }

    [Theory]
    [InlineData("[-1]", ErrorCode.OutOfRange)]
    [InlineData("[65536]", ErrorCode.OutOfRange)]
    [InlineData("[null]", ErrorCode.Malformed)]
    [InlineData("many", ErrorCode.LimitExceeded)]
    public async Task Slices_that_nobody_has_can_t_be_asked_for(string slices, ErrorCode code)
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        await gamer.HelloGamerAsync();
        var list = slices == "many" ? $"[{string.Join(',', Enumerable.Repeat(1, Limits.MaxOutputsPerMessage + 1))}]" : slices;
        await gamer.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"get_outputs","task":"t","slices":{{list}}}"""));
        Assert.Equal(code, (await gamer.ReceiveAsync<ErrorMessage>()).Code);
    }

    [Fact]
    public async Task Tasks_of_others_and_tasks_that_are_not_there_get_the_same_answer()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var owner = await test.ConnectAsync();
        await owner.HelloGamerAsync();
        await owner.SendAsync(TestTasks.Submit("mine"));
        await owner.ReceiveAsync<Accepted>();
        using var other = await test.ConnectAsync();
        await other.HelloGamerAsync();
        foreach (var message in new Func<string, Message>[] { t => new GetTask { Task = t }, t => new CancelTask { Task = t }, t => new GetOutputs { Task = t }, t => new GetOutputs { Task = t, Slices = [0] } })
        {
            await other.SendAsync(message("mine"));
            var theirs = await other.ReceiveAsync<ErrorMessage>();
            await other.SendAsync(message("nobodys"));
            var nobodys = await other.ReceiveAsync<ErrorMessage>();
            Assert.Equal(ErrorCode.NotFound, theirs.Code);
            Assert.Equal(theirs with { Task = null }, nobodys with { Task = null });
        }
    }

    [Fact]
    public async Task Bad_messages_are_answered_and_leave_neighbours_alone()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var good = await test.ConnectAsync();
        await good.HelloGamerAsync();
        using var bad = await test.ConnectAsync();
        await bad.HelloGamerAsync();
        foreach (var (text, code) in new[]
        {
            ("{", ErrorCode.Malformed), ("[]", ErrorCode.Malformed), ("{\"type\":\"nonsense\"}", ErrorCode.UnknownType), ("{\"type\":\"submit\"}", ErrorCode.Malformed),
            ("{\"type\":\"heartbeat\",\"attempts\":[]}", ErrorCode.HelloFirst), ("{\"type\":\"get_task\",\"task\":\"\"}", ErrorCode.OutOfRange), ("\xff\xfe", ErrorCode.Malformed),
        })
        {
            await bad.SendAsync(Encoding.Latin1.GetBytes(text));
            var error = await bad.ReceiveAsync<ErrorMessage>();
            Assert.True(error.Code == code, $"{text}: {error.Code} {error.Message}");
        }

        await bad.SendAsync(new byte[] { 1 }, WebSocketMessageType.Binary);
        await bad.EndAsync();
        await good.SendAsync(new GetAccount());
        await good.ReceiveAsync<AccountStatus>();
    }

    [Fact]
    public async Task The_first_message_must_be_a_hello()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var client = await test.ConnectAsync();
        await client.SendAsync(new GetAccount());
        Assert.Equal(ErrorCode.HelloFirst, (await client.ReceiveAsync<ErrorMessage>()).Code);
        await client.EndAsync();
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("https://game.example", true)]
    [InlineData("null", false)]
    [InlineData(null, true)]
    public async Task Web_pages_connect_only_from_allowed_origins(string? origin, bool allowed)
    {
        await using var test = await TestCoordinator.StartAsync(o => o with { AllowedOrigins = ["https://game.example"] });
        if (allowed) (await test.ConnectAsync(origin)).Dispose();
        else await Assert.ThrowsAsync<WebSocketException>(() => test.ConnectAsync(origin));
        (await test.ConnectAsync($"http://127.0.0.1:{test.Host.Port}")).Dispose();
    }

    [Fact]
    public async Task Registrations_from_one_address_are_limited_and_a_trusted_proxy_tells_addresses_apart()
    {
        await using var test = await TestCoordinator.StartAsync(o => o with { RegistrationsPerHour = 1, TrustedProxies = ["127.0.0.1"] });
        async Task<Message?> RegisterAsync(string address)
        {
            using var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol(MessageCodec.Subprotocol);
            socket.Options.SetRequestHeader("X-Forwarded-For", address);
            await socket.ConnectAsync(new UriBuilder(test.Http) { Scheme = "ws", Path = "/ws" }.Uri, TestContext.Current.CancellationToken);
            await socket.SendAsync("{\"type\":\"hello_gamer\",\"name\":\"g\"}"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
            var buffer = new byte[1 << 16];
            var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            MessageCodec.TryDecode(buffer.AsSpan(0, received.Count), out var message, out _);
            return message;
        }

        Assert.IsType<Welcome>(await RegisterAsync("203.0.113.1"));
        Assert.Equal(ErrorCode.LimitExceeded, Assert.IsType<ErrorMessage>(await RegisterAsync("203.0.113.1")).Code);
        Assert.IsType<Welcome>(await RegisterAsync("203.0.113.2"));
        Assert.IsType<Welcome>(await RegisterAsync("203.0.113.1, 203.0.113.3"));
    }

    [Fact]
    public async Task A_reader_that_reads_nothing_is_disconnected_and_others_go_on()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var good = await test.ConnectAsync();
        await good.HelloGamerAsync();
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, test.Host.Port, TestContext.Current.CancellationToken);
        slow.ReceiveBufferSize = 4_096;
        var stream = slow.GetStream();
        await stream.WriteAsync(RawHandshake.Bytes(), TestContext.Current.CancellationToken);
        await stream.WriteAsync(Frame("{\"type\":\"hello_gamer\",\"name\":\"slow\"}"), TestContext.Current.CancellationToken);
        var question = Frame("{\"type\":\"get_account\"}");
        var many = Enumerable.Repeat(question, 500).SelectMany(f => f).ToArray();
        // It asks and never reads: when what waits is too much, the coordinator ends the connection and the write fails.
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (true) await stream.WriteAsync(many, TestContext.Current.CancellationToken);
        });
        await good.SendAsync(new GetAccount());
        await good.ReceiveAsync<AccountStatus>();
    }

    [Fact]
    public async Task A_stopping_coordinator_says_so_and_one_that_starts_again_knows_its_accounts()
    {
        await using var test = await TestCoordinator.StartAsync();
        using var gamer = await test.ConnectAsync();
        var welcome = await gamer.HelloGamerAsync();
        await test.Host.StopAsync();
        Assert.Equal(ErrorCode.ShuttingDown, (await gamer.ReceiveAsync<ErrorMessage>()).Code);
        await test.Host.DisposeAsync();
        await using var next = await P2C2R.Coordinator.CoordinatorHost.StartAsync(new P2C2R.Coordinator.CoordinatorOptions { Listen = ["127.0.0.1:0"], Database = Path.Combine(test.Folder, "p2c2r_cloud.db") });
        using var back = await TestClient.ConnectAsync(new Uri($"ws://127.0.0.1:{next.Port}/ws"), null);
        Assert.Equal(welcome.Account, (await back.HelloGamerAsync(welcome.Token)).Account);
    }

    private static byte[] Frame(string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        Assert.True(payload.Length < 126);
        // A mask of zeros leaves the payload as it is.
        return [0x81, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
    }
}
