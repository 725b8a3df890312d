using P2C2R.Cli.Bench.Dialogue;
using P2C2R.Cli.Bench.Models;
using P2C2R.Kernels.Dialogue;

namespace P2C2R.Cli.Bench.Slices;

/// <summary>Conversations by many rules, and by a large model.</summary>
internal static class MadeDialogues
{
    private const int ManyRules = 50_000;
    private const string Characters = """[{"name":"s1","traits":{"n1":3}},{"name":"s2","mood":{"n1":40}}]""";

    /// <summary>50,000 rules, and 512 conversations of one event each.</summary>
    public static SliceWorkload Rules(string name) => new(
        name,
        static () => new DialogueKernel(),
        $$"""{"engine":"rules","seed":1,"rules":"many.rules","characters":{{Characters}},"world":{"place":"p1"},"conversations":[{"count":512,"asked":{"event":"e1"} }]}""",
        new MadeFiles(MadeFiles.Text("many.rules", static () => new RuleMaker().MakeRules(ManyRules))));

    /// <summary>A model of 300 million random weights, and one long prompt.</summary>
    public static SliceWorkload Model(string name) => new(
        name,
        static () => new DialogueKernel(),
        $$"""{"engine":"model","seed":1,"model":"random.gguf","temperature":0,"limits":{"lines":1,"tokens":4},"characters":{{Characters}},"conversations":[{"said":[{"speaker":"s1","text":"{{new string('a', 300)}}"}],"asked":{"event":"said","of":"s2"} }]}""",
        new MadeFiles(("random.gguf", MakeModel)));

    private static byte[] MakeModel()
    {
        using var file = new MemoryStream();
        new RandomModel(4096, 11264, 1, 32, 8, 32_000, 2048, WeightType.Q8, 1).Write(file);
        return file.ToArray();
    }
}
