using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels;
using P2C2R.Kernels.Dialogue;
using P2C2R.Kernels.Execution;

namespace P2C2R.Tests.Kernels.Dialogue;

/// <summary>A document planned, computed and presented.</summary>
internal sealed record DialogueRun(MergedTask Merged, byte[] Canonical, TaskPlan Plan, JsonArray Conversations, string Script, Presentation Presentation)
{
    public static DialogueRun Of(string document, IInputFiles? files = null, int threads = 1)
    {
        var kernel = new DialogueKernel();
        var plan = kernel.Plan(Encoding.UTF8.GetBytes(document), files ?? NoFiles.Instance);
        using var canonical = new MemoryStream();
        var merged = new LocalRun(kernel, plan, threads, null, TestContext.Current.CancellationToken).Run(canonical);
        Assert.Null(merged.Failure);
        canonical.Position = 0;
        var folder = Directory.CreateTempSubdirectory("p2c2r");
        try
        {
            var presentation = kernel.Present(plan, canonical, folder.FullName);
            var json = JsonNode.Parse(File.ReadAllBytes(Path.Combine(folder.FullName, "dialogue.json")))!;
            return new DialogueRun(merged, canonical.ToArray(), plan, json["conversations"]!.AsArray(), File.ReadAllText(Path.Combine(folder.FullName, "dialogue.txt")), presentation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The lines of a conversation, as <c>Speaker: text</c>.</summary>
    public List<string> LinesOf(int conversation) => [.. Conversations[conversation]!["lines"]!.AsArray().Select(l => $"{l!["speaker"]}: {l["text"]}")];

    /// <summary>The changes of a conversation, as <c>Character fact value</c>.</summary>
    public List<string> ChangesOf(int conversation) => [.. Conversations[conversation]!["changes"]!.AsArray().Select(c => $"{c!["character"]} {c["fact"]} {c["value"]}")];
}
