using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Execution;
using P2C2R.Peer;
using P2C2R.Peer.Endpoints;
using P2C2R.Protocol;
using P2C2R.Tests.Kernels;

namespace P2C2R.Tests.Peer.Endpoints;

/// <summary>A peer with a language model beside it: a real HTTP server with every vice, and a coordinator that the test plays.</summary>
public sealed class EndpointTests : IAsyncLifetime
{
    private const string Key = "sk-never-shown-4711";
    private const string Model = "secret-model";
    private const string Characters = """ "characters":[{"name":"Mira","traits":{"smith":true},"knows":{"owes_money":12}},{"name":"Anna","speaks":false}] """;
    private const string Asked = """ "asked":{"event":"greet","of":"Mira","by":"Anna","text":"Good morning!"} """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<PeerEvent> _events = [];
    private readonly List<Message> _messages = [];
    private StubCoordinator _coordinator = null!;
    private StubEndpoint _endpoint = null!;
    private StubSession _session = null!;
    private PeerAgent? _agent;
    private TaskPlan _plan = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _coordinator = await StubCoordinator.StartAsync(Cancellation);
        _endpoint = await StubEndpoint.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null) await _agent.DisposeAsync();
        await _endpoint.DisposeAsync();
        await _coordinator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Lines_come_back_as_they_stream_and_the_question_says_all_that_the_model_needs()
    {
        _endpoint.Then(StubEndpoint.Say("Mira: Mor", "ning, Anna.\n", "Mira: You still owe me nothing."));
        var done = await DoneAsync(Document(""" "seed":7, "temperature":0.7, "limits":{"lines":3,"tokens":20} """));
        var (text, units) = Merge(done);
        Assert.Contains("\"text\": \"Morning, Anna.\"", text, StringComparison.Ordinal);
        Assert.Contains("\"text\": \"You still owe me nothing.\"", text, StringComparison.Ordinal);
        var (authorization, body) = _endpoint.Requests.Single();
        Assert.Equal($"Bearer {Key}", authorization);
        Assert.Equal((60, 0.7, true, Model), ((int)body["max_tokens"]!, Math.Round((double)body["temperature"]!, 3), (bool)body["stream"]!, (string)body["model"]!));
        Assert.NotNull(body["seed"]);
        var system = (string)body["messages"]![0]!["content"]!;
        var user = (string)body["messages"]![1]!["content"]!;
        Assert.All(["Mira", "smith", "owes money = 12", "Anna (the player)", "NAME is Mira;"], s => Assert.Contains(s, system, StringComparison.Ordinal));
        Assert.All(["greet", "by Anna", "Good morning!", "Mira answers first"], s => Assert.Contains(s, user, StringComparison.Ordinal));
        // A unit for four bytes of the question and ten for each of the three pieces.
        Assert.Equal(((Encoding.UTF8.GetByteCount(system) + Encoding.UTF8.GetByteCount(user) + 3) / 4) + 30, units);
    }

    [Fact]
    public async Task Tokens_are_progress_while_the_answer_streams()
    {
        var release = new TaskCompletionSource();
        _endpoint.Then(async context =>
        {
            for (var i = 0; i < 5; i++) await StubEndpoint.SendAsync(context, StubEndpoint.Piece("Mira: ha "));
            await release.Task.WaitAsync(context.RequestAborted);
            await StubEndpoint.Say("ho")(context);
        });
        var lease = await LeaseAsync(Document(""" "limits":{"lines":1,"tokens":10} """), heartbeatMs: 50);
        while ((await _session.ExpectAsync<Heartbeat>(Cancellation)).Attempts is not [{ Fraction: 0.5 }])
        {
        }

        release.SetResult();
        Assert.Equal(lease.Attempt, (await _session.ExpectAsync<AttemptDone>(Cancellation)).Attempt);
    }

    [Fact]
    public async Task An_answer_that_hangs_ends_at_the_gamers_limit_of_time()
    {
        _endpoint.Then(StubEndpoint.Hang);
        var failed = await FailedAsync(Document(""" "seconds":1 """));
        Assert.Equal((ErrorCode.TimedOut, "the peer's endpoint gave no whole answer in 1 s"), (failed.Code, failed.Reason));
    }

    [Fact]
    public async Task Cancelling_ends_the_request()
    {
        var (started, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        _endpoint.Then(async context =>
        {
            context.RequestAborted.Register(() => ended.TrySetResult());
            started.TrySetResult();
            await StubEndpoint.Hang(context);
        });
        var lease = await LeaseAsync(Document(""));
        await started.Task.WaitAsync(Cancellation);
        await _session.SendAsync(new CancelAttempt { Attempt = lease.Attempt }, Cancellation);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }

    [Fact]
    public async Task A_stream_that_is_cut_is_a_failure_with_that_reason()
    {
        _endpoint.Then(StubEndpoint.BreakOff);
        var failed = await FailedAsync(Document(""));
        Assert.Equal((ErrorCode.EndpointFailed, "the answer of the peer's endpoint broke off"), (failed.Code, failed.Reason));
    }

    [Fact]
    public async Task A_stream_that_ends_without_an_end_is_a_failure_too()
    {
        _endpoint.Then(StubEndpoint.EndEarly);
        Assert.Equal("the answer of the peer's endpoint broke off", (await FailedAsync(Document(""))).Reason);
    }

    [Fact]
    public async Task A_busy_endpoint_is_asked_again()
    {
        _endpoint.Then(StubEndpoint.Refuse(429), StubEndpoint.Refuse(503), StubEndpoint.Say("Mira: Now."));
        await DoneAsync(Document(""));
        Assert.Equal(3, _endpoint.Requests.Count);
    }

    [Fact]
    public async Task An_endpoint_that_stays_busy_is_given_up()
    {
        _endpoint.Then(StubEndpoint.Refuse(429));
        Assert.Equal("the peer's endpoint is busy (429), 3 times", (await FailedAsync(Document(""))).Reason);
        Assert.Equal(3, _endpoint.Requests.Count);
    }

    [Theory]
    [InlineData("data: {\"choices\": [{\"delta\"\n\n")]
    [InlineData("data: {\"choices\": 17}\n\n")]
    [InlineData("data: []\n\n")]
    [InlineData("<html>It works!</html>")]
    [InlineData("")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")]
    [InlineData("data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"x\"},\"finish_reason\":\"content_filter\"}]}\n\n")]
    public async Task What_is_no_answer_is_a_failure_and_the_peer_goes_on(string body)
    {
        _endpoint.Then(StubEndpoint.Send(body), StubEndpoint.Say("Mira: Here."));
        Assert.Equal(ErrorCode.EndpointFailed, (await FailedAsync(Document(""))).Code);
        await _session.SendAsync(ToLease(2), Cancellation);
        Assert.Equal(new AttemptId(1, 2), (await _session.ExpectAsync<AttemptDone>(Cancellation)).Attempt);
    }

    [Fact]
    public async Task An_answer_that_ignores_the_limit_of_tokens_is_cut_there_and_paid_no_more()
    {
        _endpoint.Then(StubEndpoint.Babble);
        var done = await DoneAsync(Document(""" "limits":{"lines":2,"line_bytes":64,"tokens":50} """));
        var (text, units) = Merge(done);
        Assert.Equal(_plan.Slices[0].MaxUnits, units);
        Assert.Contains("\"text\": \"blah blah", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_by_a_schema_is_asked_for_checked_and_asked_for_again()
    {
        _endpoint.Then(StubEndpoint.Say("""{"mood":"angry","line":"Ha!"}"""), StubEndpoint.Say("""{ "mood" : "calm", "line" : "Ha!" }"""));
        var done = await DoneAsync(Document(Schema));
        Assert.Contains("""{\"mood\":\"calm\",\"line\":\"Ha!\"}""", Merge(done).Text, StringComparison.Ordinal);
        Assert.Equal(2, _endpoint.Requests.Count);
        var format = _endpoint.Requests.First().Body["response_format"]!;
        Assert.Equal(("json_schema", "object"), ((string)format["type"]!, (string)format["json_schema"]!["schema"]!["type"]!));
    }

    [Theory]
    [InlineData("""{"mood":"angry","line":"Ha!"}""", "it does not satisfy the schema: $.mood: must be one of 2 allowed values")]
    [InlineData("""{"mood":"calm"}""", "it does not satisfy the schema: $: \"line\" is missing")]
    [InlineData("Sure! Here you are: {}", "it is not JSON")]
    [InlineData("""{"mood":"calm","line":"\ud800"}""", "it is not JSON")]
    public async Task An_answer_that_violates_the_schema_twice_is_a_failure_with_the_place(string answer, string reason)
    {
        _endpoint.Then(StubEndpoint.Say(answer));
        var failed = await FailedAsync(Document(Schema));
        Assert.Equal((ErrorCode.EndpointFailed, $"the model's answer is of no use, 2 times: {reason}"), (failed.Code, failed.Reason));
    }

    [Fact]
    public async Task Neither_key_nor_address_nor_model_is_shown_to_anybody()
    {
        _endpoint.Then(StubEndpoint.Refuse(401, $$"""{"error":{"code":"invalid_api_key","message":"Incorrect API key provided: {{Key}} at {{_endpoint.Address}} for {{Model}}"} }"""));
        var failed = await FailedAsync(Document(""));
        Assert.Equal("the peer's endpoint answered with status 401", failed.Reason);
        _messages.Add(_session.Hello);
        _messages.Add(failed);
        var shown = new StringBuilder().AppendJoin('\n', _messages.Select(m => Encoding.UTF8.GetString(Encode(m))));
        lock (_events) shown.AppendJoin('\n', _events);
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != "in-use")) shown.Append(await File.ReadAllTextAsync(file, Cancellation));
        shown.Append(new PeerOptions { Coordinator = _coordinator.Address, Endpoint = Options() });
        Assert.All([Key, Model, _endpoint.Address.Authority, $":{_endpoint.Address.Port}"], secret => Assert.DoesNotContain(secret, shown.ToString(), StringComparison.Ordinal));
        Assert.Contains(_session.Hello.Kernels, k => k.Kind == Kinds.NpcDialogueEndpoint);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        _endpoint.Then(context =>
        {
            context.Response.Redirect("/v1/elsewhere");
            return Task.CompletedTask;
        });
        Assert.Equal("the peer's endpoint answered with status 302", (await FailedAsync(Document(""))).Reason);
    }

    [Fact]
    public async Task A_peer_without_an_endpoint_neither_announces_nor_takes_such_work()
    {
        _endpoint.Then(StubEndpoint.Say("Mira: no"));
        await StartAsync(null, 60_000);
        Assert.DoesNotContain(_session.Hello.Kernels, k => k.Kind == Kinds.NpcDialogueEndpoint);
        _plan = Plan(Document(""));
        await _session.SendAsync(ToLease(1), Cancellation);
        Assert.Equal(ErrorCode.KindNotAvailable, (await _session.ExpectAsync<AttemptFailed>(Cancellation)).Code);
    }

    private const string Schema = """ "schema":{"type":"object","properties":{"mood":{"enum":["calm","glad"]},"line":{"type":"string","maxLength":80}},"required":["mood","line"],"additionalProperties":false} """;

    private static string Document(string more) => $$"""{"engine":"endpoint",{{(more.Trim().Length > 0 ? more + "," : "")}}{{Characters}},{{Asked}}}""";

    private static TaskPlan Plan(string document) => KernelCatalog.Newest(Kinds.NpcDialogue)!.Plan(Encoding.UTF8.GetBytes(document), new NoFiles());

    private async Task<AttemptDone> DoneAsync(string document)
    {
        await LeaseAsync(document);
        return await _session.ExpectAsync<AttemptDone>(Cancellation);
    }

    private async Task<AttemptFailed> FailedAsync(string document)
    {
        await LeaseAsync(document);
        return await _session.ExpectAsync<AttemptFailed>(Cancellation);
    }

    private async Task<Lease> LeaseAsync(string document, int heartbeatMs = 60_000)
    {
        _plan = Plan(document);
        await StartAsync(Options(), heartbeatMs);
        var lease = ToLease(1);
        await _session.SendAsync(lease, Cancellation);
        return lease;
    }

    private EndpointOptions Options() => new() { Address = _endpoint.Address, Model = Model, Key = Key, Parallel = 2 };

    private async Task StartAsync(EndpointOptions? endpoint, int heartbeatMs)
    {
        _agent = new PeerAgent(new PeerOptions { Coordinator = _coordinator.Address, Name = "tester", Slots = 1, MemoryBytes = 512 << 20, StateDirectory = _folder.Path, Calibrate = false, Endpoint = endpoint });
        _agent.Happened += e =>
        {
            lock (_events) _events.Add(e);
        };
        Assert.Null(await _agent.StartAsync(Cancellation));
        _session = await _coordinator.AcceptAsync(Cancellation);
        await _session.WelcomeAsync(Cancellation, heartbeatMs: heartbeatMs);
    }

    private Lease ToLease(long number)
    {
        var slice = _plan.Slices.Single();
        Assert.Equal(new KernelId(Kinds.NpcDialogueEndpoint, 1), _plan.Kernel);
        return new Lease
        {
            Attempt = new AttemptId(1, number),
            Key = Sha256Hash.Of([(byte)number]),
            Kind = _plan.Kernel.Kind,
            Version = _plan.Kernel.Version,
            Input = slice.Input,
            ExpectedUnits = slice.ExpectedUnits,
            MaxUnits = slice.MaxUnits,
            LeaseMs = 30_000,
            Nonce = "n",
        };
    }

    /// <summary>What the gamer's client makes of an output.</summary>
    private (string Text, long Units) Merge(AttemptDone done)
    {
        var output = done.Output!.Value;
        Assert.True(OutputTrailer.TryRead(output.Span, out var trailer));
        var kernel = KernelCatalog.Find(_plan.Kernel)!;
        using var canonical = new MemoryStream();
        var merged = TaskMerger.Merge(kernel, _plan, [new SliceResult(0, trailer, output[..^OutputTrailer.Size])], trailer.Units, canonical);
        Assert.Null(merged.Failure);
        canonical.Position = 0;
        kernel.Present(_plan, canonical, _folder.Path);
        return (File.ReadAllText(Path.Combine(_folder.Path, "dialogue.json")), trailer.Units);
    }

    private static byte[] Encode(Message message)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        MessageCodec.Encode(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
