namespace P2C2R.Tests.Kernels.Dialogue;

public sealed class SampleTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "samples", "ai_npc_dialogue");

    [Fact]
    public void The_scene_is_the_one_in_the_documentation()
    {
        var run = Run("the_drowned_bell.json");
        var documentation = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "kernels", "npc-dialogue.md")).ReplaceLineEndings("\n");
        var scene = run.Script.Split("--- low water ---")[0].Replace("--- high water ---\n", "", StringComparison.Ordinal).Trim();
        Assert.Equal(15, scene.Split('\n').Length);
        foreach (var line in scene.Split('\n')) Assert.Contains(line, documentation, StringComparison.Ordinal);
    }

    /// <summary>Chance chooses the words; what happens follows from the facts, whatever the seed.</summary>
    [Fact]
    public void The_scene_comes_to_its_end_with_any_seed()
    {
        var document = File.ReadAllText(Path.Combine(Folder, "the_drowned_bell.json"));
        for (var seed = 0; seed < 25; seed++)
        {
            var run = DialogueRun.Of(document.Replace("\"seed\": 5", $"\"seed\": {seed}", StringComparison.Ordinal), new FilesIn(Folder));
            Assert.Equal((15, 5), (run.LinesOf(0).Count, run.LinesOf(1).Count));
            Assert.Contains("Oswin memory.owes 0", run.ChangesOf(0));
            Assert.Empty(run.ChangesOf(1));
        }
    }

    [Fact]
    public void Three_hundred_watches_are_different_and_nobody_is_silent()
    {
        var run = Run("night_watch.json");
        Assert.Equal(300, run.Conversations.Count);
        Assert.Equal(0, (long)run.Presentation.Figures["silent"]!);
        Assert.InRange((int)run.Presentation.Figures["different_lines"]!, 50, 300);
    }

    private static DialogueRun Run(string sample) => DialogueRun.Of(File.ReadAllText(Path.Combine(Folder, sample)), new FilesIn(Folder));
}
