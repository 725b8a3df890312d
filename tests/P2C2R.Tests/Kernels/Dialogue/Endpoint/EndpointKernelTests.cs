using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Chat;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Dialogue.Endpoint;

/// <summary>What the engine makes of a document and of what a model says, without a network.</summary>
public sealed class EndpointKernelTests
{
    private const string People = """ "characters":[{"name":"Mira"},{"name":"Olm"},{"name":"Anna","speaks":false}],"asked":{"of":"Olm","by":"Anna","text":"Well?"} """;

    [Theory]
    [InlineData("Mira: Yes.\nOlm: No.", "Mira|Yes.", "Olm|No.")]
    [InlineData("No idea, sorry.", "Olm|No idea, sorry.")]
    [InlineData("mira : \"Quoted\"\n\n  still Mira\n", "Mira|Quoted still Mira")]
    [InlineData("- **Olm:** bold\r\nMira: \ta\u0007b", "Olm|bold", "Mira|a b")]
    [InlineData("Olm: Wait.\nAnna: I say what the player says\nMira: never reached", "Olm|Wait.")]
    [InlineData("Olm: time: is money", "Olm|time: is money")]
    [InlineData("Olm: 1\nMira: 2\nOlm: 3\nMira: 4", "Olm|1", "Mira|2", "Olm|3")]
    [InlineData("Olm: ääääääääääääääääää", "Olm|ääääääääääää")]
    public void A_script_becomes_lines_within_the_limits(string said, params string[] lines)
    {
        var (document, _) = Run($$"""{"engine":"endpoint","limits":{"lines":3,"line_bytes":24},{{People}}}""", new Said(said));
        Assert.Equal(lines, document["conversations"]![0]!["lines"]!.AsArray().Select(l => $"{l!["speaker"]}|{l["text"]}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n")]
    [InlineData("Anna: only the player speaks")]
    public void A_script_of_nobody_who_speaks_is_asked_for_again_and_then_a_failure(string said)
    {
        var model = new Said(said);
        var failed = Execute(Plan($$"""{"engine":"endpoint",{{People}}}"""), 0, model, out _);
        Assert.Equal((ErrorCode.EndpointFailed, 2), (failed.Failure!.Code, model.Requests.Count));
        Assert.NotEqual(model.Requests[0].Seed, model.Requests[1].Seed);
    }

    [Fact]
    public void Each_variant_of_each_conversation_is_a_slice_with_a_seed_of_its_own()
    {
        var plan = Plan($$"""{"engine":"endpoint","seed":5,"count":3,{{People}}}""");
        Assert.Equal(3, plan.Slices.Count);
        Assert.Equal(new KernelId(Kinds.NpcDialogueEndpoint, 1), plan.Kernel);
        var model = new Said("Olm: hm");
        for (var i = 0; i < 3; i++) Assert.Null(Execute(plan, i, model, out _).Failure);
        Assert.Equal(3, model.Requests.Select(r => r.Seed).Distinct().Count());
    }

    [Fact]
    public void Too_few_units_for_a_token_run_out()
    {
        var plan = Plan($$"""{"engine":"endpoint",{{People}}}""");
        var slice = plan.Slices[0];
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(KernelCatalog.Find(plan.Kernel)!, new SliceExecution { Input = slice.Input, Output = output, MaxUnits = 20, ChatModel = new Said("Olm: hm") }, output);
        Assert.Equal(new OutputTrailer(20, SliceOutcome.OutOfUnits), executed.Trailer);
    }

    [Fact]
    public void Without_a_model_there_is_a_reason_and_no_output()
    {
        using var canonical = new MemoryStream();
        var plan = Plan($$"""{"engine":"endpoint",{{People}}}""");
        var merged = new LocalRun(KernelCatalog.Find(plan.Kernel)!, plan, 1).Run(canonical);
        Assert.Equal(ErrorCode.EndpointFailed, merged.Failure!.Code);
        Assert.Contains("needs a peer that has one", merged.Failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_kernels_of_the_engines_refuse_one_anothers_slices()
    {
        var plan = Plan($$"""{"engine":"endpoint",{{People}}}""");
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(KernelCatalog.Newest(Kinds.NpcDialogue)!, new SliceExecution { Input = plan.Slices[0].Input, Output = output, MaxUnits = 1000, ChatModel = new Said("Olm: hm") }, output);
        Assert.Equal(SliceOutcome.InputRefused, executed.Trailer.Outcome);
    }

    [Fact]
    public void The_gamer_checks_the_schema_too()
    {
        var honest = Plan($$"""{"engine":"endpoint","schema":{"type":"object"},{{People}}}""");
        var strict = Plan($$"""{"engine":"endpoint","schema":{"type":"object","required":["a"]},{{People}}}""");
        Execute(honest, 0, new Said("{}"), out var answer);
        using var canonical = new MemoryStream();
        var merged = TaskMerger.Merge(KernelCatalog.Find(strict.Kernel)!, strict, [new SliceResult(0, new OutputTrailer(1, SliceOutcome.Completed), answer)], 1, canonical);
        Assert.Equal(ErrorCode.ComputationFailed, merged.Failure!.Code);
    }

    [Theory]
    [InlineData(""" "temperature":3 """, "\"temperature\" must be a number from 0 to 2")]
    [InlineData(""" "seconds":0 """, "\"seconds\" must be a whole number from 1 to 600")]
    [InlineData(""" "schema":{"pattern":"x"} """, "\"pattern\" is not a field here")]
    [InlineData(""" "model":"x" """, "for this engine schema, seconds, temperature")]
    public void A_wrong_field_is_named(string field, string message) =>
        Assert.Contains(message, Assert.Throws<InputException>(() => Plan($$"""{"engine":"endpoint",{{field}},{{People}}}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Hostile_inputs_are_refused()
    {
        var slice = Plan($$"""{"engine":"endpoint","schema":{"type":"object"},{{People}}}""").Slices[0];
        var kernel = KernelCatalog.Newest(Kinds.NpcDialogueEndpoint)!;
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var input = slice.Input.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--) input[random.Next(1, input.Length)] = (byte)random.Next(256);
            if (i % 3 == 0) input = input[..random.Next(input.Length)];
            using var output = new SliceOutputStream();
            var executed = SliceExecutor.Execute(kernel, new SliceExecution { Input = input, Output = output, MaxUnits = slice.MaxUnits, ChatModel = new Said("{}") }, output);
            Assert.True(executed.Failure is null or { Code: ErrorCode.EndpointFailed }, $"{executed.Failure}");
        }
    }

    private static TaskPlan Plan(string document) => KernelCatalog.Newest(Kinds.NpcDialogue)!.Plan(Encoding.UTF8.GetBytes(document), NoFiles.Instance);

    private static ExecutedSlice Execute(TaskPlan plan, int slice, IChatModel model, out byte[] answer)
    {
        var planned = plan.Slices[slice];
        using var output = new SliceOutputStream();
        var executed = SliceExecutor.Execute(KernelCatalog.Find(plan.Kernel)!, new SliceExecution { Input = planned.Input, Output = output, MaxUnits = planned.MaxUnits, ChatModel = model }, output);
        answer = executed.Failure is null ? output.Memory[..^OutputTrailer.Size].ToArray() : [];
        return executed;
    }

    private static (JsonNode Document, long Units) Run(string document, IChatModel model)
    {
        var plan = Plan(document);
        var executed = Execute(plan, 0, model, out var answer);
        Assert.Null(executed.Failure);
        var kernel = KernelCatalog.Find(plan.Kernel)!;
        using var canonical = new MemoryStream();
        Assert.Null(TaskMerger.Merge(kernel, plan, [new SliceResult(0, executed.Trailer, answer)], 1, canonical).Failure);
        canonical.Position = 0;
        var folder = Directory.CreateTempSubdirectory("p2c2r-test-");
        kernel.Present(plan, canonical, folder.FullName);
        var text = File.ReadAllText(Path.Combine(folder.FullName, "dialogue.json"));
        folder.Delete(recursive: true);
        return (JsonNode.Parse(text)!, executed.Trailer.Units);
    }

    /// <summary>Says always the same.</summary>
    private sealed class Said(string text) : IChatModel
    {
        public List<ChatRequest> Requests { get; } = [];

        public ChatAnswer Ask(ChatRequest request, Action<int, string> heard, CancellationToken cancellation)
        {
            Requests.Add(request);
            heard(1, text);
            return new ChatAnswer(text, 1, true);
        }
    }
}
