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
        using var run = KernelRun.Of(new DialogueKernel(), document, files, threads);
        var conversations = run.ReadJson("dialogue.json")["conversations"]!.AsArray();
        return new DialogueRun(run.Merged, run.Canonical, run.Plan, conversations, Encoding.UTF8.GetString(run.Read("dialogue.txt")), run.Presentation);
    }

    /// <summary>The lines of a conversation, as <c>Speaker: text</c>.</summary>
    public List<string> LinesOf(int conversation) => [.. Conversations[conversation]!["lines"]!.AsArray().Select(l => $"{l!["speaker"]}: {l["text"]}")];

    /// <summary>The changes of a conversation, as <c>Character fact value</c>.</summary>
    public List<string> ChangesOf(int conversation) => [.. Conversations[conversation]!["changes"]!.AsArray().Select(c => $"{c!["character"]} {c["fact"]} {c["value"]}")];
}
