using System.Text.Json.Nodes;

namespace P2C2R.Tests.Kernels.Dialogue.Rules;

/// <summary>What rules do to a conversation: who speaks, what follows, what is remembered, what isn't said again.</summary>
public sealed class ConversationTests
{
    [Fact]
    public void The_most_specific_rule_of_anybody_speaks_and_says_why()
    {
        var run = Run("""[{"name":"any","on":"rain","say":"Rain."},{"name":"roofer","on":"rain","if":"speaker.trade = roofer, world.hour > 8","say":"Work."}]""",
            asked: """{"event":"rain"}""", more: """ "world":{"hour":9} """);
        Assert.Equal(["B: Work."], run.LinesOf(0));
        var line = run.Conversations[0]!["lines"]![0]!;
        Assert.Equal("roofer", (string)line["rule"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"event.name":"rain","speaker.trade":"roofer","world.hour":9}"""), line["facts"]));
    }

    [Fact]
    public void Characters_answer_one_another_in_order_and_with_facts()
    {
        var run = Run("""
            [{"name":"a","on":"start","if":"speaker.name = A","say":"one","then":["two of \"B\" with n = 4","four"]},
             {"name":"b","on":"two","say":"two, {listener.name}: {event.n}","then":"three of listener"},
             {"name":"c","on":"three","say":"three"},
             {"name":"d","on":"four","if":"speaker.name = C","say":"four"}]
            """, """[{"event":"start","of":"A"},{"event":"two","of":"C","by":"Stranger"}]""");
        Assert.Equal(["A: one", "B: two, A: 4", "A: three", "C: four", "C: two, Stranger: 0"], run.LinesOf(0));
    }

    [Fact]
    public void What_was_said_is_not_said_again_and_the_next_best_rule_steps_in()
    {
        var rules = """[{"name":"best","on":"hm","if":"speaker.name = A","say":["one","two"]},{"name":"other","on":"hm","say":"three"}]""";
        var run = Run(rules, Repeat("""{"event":"hm","of":"A"}""", 5), """ "said":[{"speaker":"A","text":"two"}] """);
        Assert.Equal(["A: one", "A: three"], run.LinesOf(0));
        var again = Run(rules.Replace("\"say\":\"three\"", "\"say\":\"three\",\"repeat\":true", StringComparison.Ordinal), Repeat("""{"event":"hm","of":"A"}""", 4));
        Assert.Equal(["A: three", "A: three"], again.LinesOf(0)[2..]);
    }

    [Fact]
    public void A_rule_cools_down_for_as_many_lines_and_one_that_speaks_once_does()
    {
        var run = Run("""[{"name":"best","on":"hm","if":"speaker.name = A","say":"loud","repeat":true,"cooldown":2},{"name":"other","on":"hm","say":"soft","repeat":true}]""", Repeat("""{"event":"hm","of":"A"}""", 7));
        Assert.Equal("loud soft soft loud soft soft loud", string.Join(' ', run.LinesOf(0).Select(static l => l[3..])));
        var once = Run("""[{"name":"best","on":"hm","if":"speaker.name = A","say":"loud","repeat":true,"once":true},{"name":"other","on":"hm","say":"soft","repeat":true}]""", Repeat("""{"event":"hm","of":"A"}""", 3));
        Assert.Equal(["A: loud", "A: soft", "A: soft"], once.LinesOf(0));
    }

    [Fact]
    public void Memory_and_mood_change_and_the_change_is_told()
    {
        var run = Run("""
            [{"name":"first","on":"hm","if":"not memory.met","say":"first","set":["memory.met = true","mood.joy += 1.5","memory.who = listener.name"],"tell":"gossip = memory.age"},
             {"name":"second","on":"hm","if":"memory.met, mood.joy > 1, memory.who = B","say":"second","set":["mood.joy -= 5"]}]
            """, Repeat("""{"event":"hm","of":"A","by":"B"}""", 2));
        Assert.Equal(["A: first", "A: second"], run.LinesOf(0));
        Assert.Equal(["A mood.joy -3.5", "A memory.met 1", "A memory.who B", "B memory.gossip 30"], run.ChangesOf(0));
    }

    [Fact]
    public void Who_does_not_speak_is_heard_and_silent()
    {
        var run = Run("""[{"name":"a","on":"hello","say":"Hello, {listener.name}.","then":"back of listener","tell":"greeted"},{"name":"b","on":"back","say":"Never."}]""",
            """{"event":"hello","by":"Player"}""", """ "seed":5 """, """{"name":"Player","speaks":false}""");
        Assert.Single(run.LinesOf(0));
        Assert.EndsWith(": Hello, Player.", run.LinesOf(0)[0], StringComparison.Ordinal);
        Assert.Equal(["Player memory.greeted 1"], run.ChangesOf(0));
    }

    [Fact]
    public void Rules_that_follow_themselves_for_ever_end()
    {
        var run = Run("""[{"name":"a","on":"x","say":"{speaker.name} {event.turn}","then":"x of speaker"}]""", """{"event":"x","of":"A"}""", """ "limits":{"lines":7} """);
        Assert.Equal(7, run.LinesOf(0).Count);
        Assert.Equal("A: A 6", run.LinesOf(0)[6]);
        Assert.Empty(Run("""[{"name":"a","on":"x","set":"memory.n += 1","then":["x","x"]},{"name":"b","on":"x","set":"memory.n += 1","then":["x","x"]}]""", """{"event":"x"}""").LinesOf(0));
    }

    [Fact]
    public void A_grammar_expands_keeps_variables_and_ends_even_where_it_calls_itself()
    {
        var run = Run("""[{"name":"a","on":"x","say":"{hero:name|cap} and {hero} ate {memory.age|spell} {fruit|count:memory.age} and {fruit|a}. {{{loop}}}"}]""", """{"event":"x","of":"A"}""",
            words: """{"name":["ann"],"fruit":["apple"],"loop":["{loop}{loop}"]}""");
        Assert.Equal(["A: Ann and Ann ate thirty apples and an apple. {}"], run.LinesOf(0));
    }

    [Fact]
    public void A_line_is_cut_at_a_character()
    {
        var run = Run("""[{"name":"a","on":"x","say":"{w}{w}{w}{w}"}]""", """{"event":"x","of":"A"}""", """ "limits":{"line_bytes":16} """, words: """{"w":["ab€"]}""");
        Assert.Equal(["A: ab€ab€ab€a"], run.LinesOf(0));
    }

    [Fact]
    public void Equals_are_chosen_by_chance_and_the_same_seed_chooses_the_same()
    {
        const string Rules = """[{"name":"a","on":"x","say":"one"},{"name":"b","on":"x","say":"two"},{"name":"c","on":"x","say":"three"}]""";
        var run = Run(Rules, """{"event":"x","of":"A"}""", """ "count":3000 """);
        var counts = Enumerable.Range(0, 3000).Select(i => run.LinesOf(i).Single()).GroupBy(static l => l).Select(static g => g.Count()).ToList();
        Assert.Equal(3, counts.Count);
        Assert.All(counts, static c => Assert.InRange(c, 850, 1150));
        Assert.Equal(run.Merged.OutputHash, Run(Rules, """{"event":"x","of":"A"}""", """ "count":3000 """, threads: 3).Merged.OutputHash);
    }

    private static string Repeat(string asked, int times) => $"[{string.Join(',', Enumerable.Repeat(asked, times))}]";

    private static DialogueRun Run(string rules, string asked, string more = """ "seed":1 """, string? character = null, string words = "{}", int threads = 1) => DialogueRun.Of($$$$"""
        {"rules":{"rules":{{{{rules}}}},"words":{{{{words}}}}},"asked":{{{{asked}}}},{{{{more}}}},
         "characters":[{"name":"A","knows":{"age":30}},{"name":"B","traits":{"trade":"roofer"}},{"name":"C"}{{{{(character is null ? "" : "," + character)}}}}]}
        """, threads: threads);
}
