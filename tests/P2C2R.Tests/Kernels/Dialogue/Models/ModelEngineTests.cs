using System.Text;
using P2C2R.Cli.Bench.Models;
using P2C2R.Kernels;
using P2C2R.Kernels.Dialogue;
using P2C2R.Kernels.Execution;
using P2C2R.Protocol;
using P2C2R.Tests.Kernels.Meshes;

namespace P2C2R.Tests.Kernels.Dialogue.Models;

/// <summary>The engine "model" through the kernel.</summary>
public sealed class ModelEngineTests
{
    private const string Cast = """ "characters":[{"name":"Ilse","traits":["innkeeper"]},{"name":"Bram"}],"world":{"weather":"rain"} """;

    [Theory]
    [InlineData(nameof(WeightType.F32))]
    [InlineData(nameof(WeightType.F16))]
    [InlineData(nameof(WeightType.Q8))]
    [InlineData(nameof(WeightType.Q4))]
    public void Answers_depend_neither_on_threads_nor_on_who_is_computed_with_whom(string type)
    {
        var files = Files(ModelFiles.Make(Enum.Parse<WeightType>(type)));
        var together = Run(files, 1, """ "count":20 """);
        Assert.Null(together.Merged.Failure);
        Assert.Equal(together.Bytes, Run(files, 3, """ "count":20 """).Bytes);

        // A variant is a function of (seed, number): the first five are the same five.
        Assert.Equal(Run(files, 1, """ "count":5 """).Bytes, together.Bytes[..Run(files, 1, """ "count":5 """).Bytes.Length]);
        Assert.NotEqual(together.Bytes, Run(files, 1, """ "count":20,"seed":8 """).Bytes);
    }

    [Fact]
    public void A_token_limit_and_stop_strings_end_lines()
    {
        var files = Files(ModelFiles.Make(WeightType.F32));
        var answers = Encoding.UTF8.GetString(Run(files, 1, """ "count":8,"limits":{"tokens":5},"stop":["e"] """).Bytes);
        Assert.DoesNotContain("e", answers.Replace("Ilse", "", StringComparison.Ordinal).Replace("weather", "", StringComparison.Ordinal).Replace("innkeeper", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Running_out_of_units_is_an_output()
    {
        var kernel = KernelCatalog.Newest(Kinds.NpcDialogue)!;
        var plan = kernel.Plan(Document(""" "count":3 """), Files(ModelFiles.Make(WeightType.Q8)));
        var slice = plan.Slices[0];
        using var output = new SliceOutputStream();
        var blobs = slice.Blobs.Select(b => new SliceData(b, plan.Blobs[b])).ToArray();
        var executed = SliceExecutor.Execute(kernel, new SliceExecution { Input = slice.Input, Blobs = blobs, Output = output, MaxUnits = slice.ExpectedUnits / 4 }, output);
        Assert.Equal(SliceOutcome.OutOfUnits, executed.Trailer.Outcome);
    }

    [Fact]
    public void A_model_is_remembered_and_the_memory_it_came_in_is_not()
    {
        var kernel = new DialogueKernel();
        var plan = kernel.Plan(Document(""" "count":1 """), Files(ModelFiles.Make(WeightType.Q4)));
        var outputs = new List<Sha256Hash>();
        for (var i = 0; i < 2; i++)
        {
            using var output = new SliceOutputStream();
            var bytes = plan.Slices[0].Blobs.Select(b => plan.Blobs[b].ToArray()).ToArray();
            var blobs = plan.Slices[0].Blobs.Select((b, at) => new SliceData(b, bytes[at])).ToArray();
            var executed = SliceExecutor.Execute(kernel, new SliceExecution { Input = plan.Slices[0].Input, Blobs = blobs, Output = output, MaxUnits = plan.Slices[0].MaxUnits }, output);
            Assert.Null(executed.Failure);
            outputs.Add(executed.Hash);
            // As a mapped file that is gone with its slice.
            foreach (var memory in bytes) Array.Fill(memory, (byte)0x5a);
        }

        Assert.Equal(outputs[0], outputs[1]);
    }

    [Fact]
    public void A_brace_that_closes_nothing_is_text() =>
        Assert.Null(Run(Files(ModelFiles.Make(WeightType.Q8)), 1, """ "template":"a } {name}:" """).Merged.Failure);

    [Theory]
    [InlineData(""" "temperature":9 """, "temperature")]
    [InlineData(""" "template":"{nobody}" """, "{nobody}")]
    [InlineData(""" "stop":[""] """, "stop")]
    [InlineData(""" "limits":{"tokens":96} """, "context")]
    [InlineData(""" "tokenizer":"other" """, "other")]
    public void Wrong_fields_are_refused_by_name(string field, string expected)
    {
        var files = Files(ModelFiles.Make(WeightType.Q8));
        var wrong = Assert.Throws<InputException>(() => KernelCatalog.Newest(Kinds.NpcDialogue)!.Plan(Document(field), files));
        Assert.Contains(expected, wrong.Message, StringComparison.Ordinal);
    }

    private static MemoryFiles Files(byte[] model) => new(("model.gguf", model));

    private static byte[] Document(string more)
    {
        var seed = more.Contains("seed", StringComparison.Ordinal) ? "" : "\"seed\":3,";
        var limits = more.Contains("limits", StringComparison.Ordinal) ? "" : "\"limits\":{\"tokens\":10},";
        return Encoding.UTF8.GetBytes($$"""{"engine":"model","model":"model.gguf",{{seed}}{{limits}}{{Cast}},"asked":[{"event":"greet"},{"event":"reply","of":"Bram"}],{{(more.Contains("template", StringComparison.Ordinal) ? "" : "\"template\":\"{name} {traits} {said}{name}:\",")}}{{more}}}""");
    }

    private static (MergedTask Merged, byte[] Bytes) Run(MemoryFiles files, int threads, string more)
    {
        var kernel = KernelCatalog.Newest(Kinds.NpcDialogue)!;
        using var canonical = new MemoryStream();
        var merged = new LocalRun(kernel, kernel.Plan(Document(more), files), threads, null, TestContext.Current.CancellationToken).Run(canonical);
        return (merged, canonical.ToArray());
    }
}
