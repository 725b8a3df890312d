using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Dialogue.Rules;

namespace P2C2R.Tests.Kernels.Dialogue.Rules;

/// <summary>Text files and JSON say the same, and whoever writes them is told where he is wrong.</summary>
public sealed class RuleFileTests
{
    private const string Text = """
        # Both files say this.
        rule greets
          on greet
          if speaker.trade = smith, mood.temper in -2..2.5
          if not memory.met, listener.name != "Old Tom"
          say Good {time}, {listener.name}.
          say {time|cap}.
          set memory.met = true
          set mood.temper -= 0.5
          tell price = world.price
          then answered of "Tom" with price = world.price, loud
          cooldown 3
          bonus -1
          once

        rule mutters
          say Hm.
          repeat

        words time
          - morning
          - {world.hour|spell} o'clock
        """;

    private const string Json = """
        {
          "rules": [
            {
              "name": "greets", "on": "greet",
              "if": ["speaker.trade = smith, mood.temper in -2..2.5", "not memory.met", "listener.name != \"Old Tom\""],
              "say": ["Good {time}, {listener.name}.", "{time|cap}."],
              "set": ["memory.met = true", "mood.temper -= 0.5"], "tell": "price = world.price",
              "then": "answered of \"Tom\" with price = world.price, loud", "cooldown": 3, "bonus": -1, "once": true
            },
            {"name": "mutters", "say": "Hm.", "repeat": true, "once": false}
          ],
          "words": {"time": ["morning", "{world.hour|spell} o'clock"]}
        }
        """;

    [Fact]
    public void Text_and_JSON_give_the_same_bytes()
    {
        var text = RuleSetFormat.Write(ReadText(Text));
        Assert.Equal(text.ToArray(), RuleSetFormat.Write(ReadJson(Json)).ToArray());
        var again = RuleSetFormat.Read(text.Span, CancellationToken.None);
        Assert.NotNull(again);
        Assert.Equal(text.ToArray(), RuleSetFormat.Write(again).ToArray());
    }

    [Fact]
    public void Clauses_mean_what_they_say()
    {
        var set = ReadText(Text);
        var rule = set.Rules[0];
        Assert.Equal((5, -1, 3, true, false), (rule.Criteria.Count, rule.Bonus, rule.Cooldown, rule.Once, rule.Repeats));
        Assert.Equal(4, rule.Score);
        Assert.True(rule.Criteria[2].Holds(-2_000) && rule.Criteria[2].Holds(2_500) && !rule.Criteria[2].Holds(2_501) && !rule.Criteria[2].Holds(-2_001));
        Assert.True(rule.Criteria[3].Holds(0) && !rule.Criteria[3].Holds(1_000));
        var tom = set.Texts.Add("Old Tom");
        Assert.True(!rule.Criteria[4].Holds(tom) && rule.Criteria[4].Holds(tom + 1) && rule.Criteria[4].Holds(0));
        Assert.Equal(WriteKind.Subtract, rule.Writes[1].Kind);
        Assert.Equal(500, rule.Writes[1].Value.Constant);
        Assert.Equal((FollowUpTarget.Named, "Tom", 2), (rule.FollowUps[0].Target, rule.FollowUps[0].Name, rule.FollowUps[0].Facts.Count));
    }

    [Theory]
    [InlineData("rule a\n  say x\n  if memory.x = 3 4", 3, 19, "doesn't belong")]
    [InlineData("rule a\n  say {nobody}", 2, 7, "no list of words \"nobody\"")]
    [InlineData("rule a\n  say {memory.x|sing}", 2, 7, "no modifier \"sing\"")]
    [InlineData("rule a\n  say so } there", 2, 10, "no brace {")]
    [InlineData("rule a\n  say so { there", 2, 10, "is missing")]
    [InlineData("rule a\n  on Greet", 2, 11, "name of an event")]
    [InlineData("rule a\n  if weather = rain", 2, 13, "speaker, mood, memory, listener, world, event")]
    [InlineData("rule a\n  if world.x in 5..2", 2, 21, "low end comes first")]
    [InlineData("rule a\n  if world.x > 1000000001", 2, 16, "number")]
    [InlineData("rule a\n  set world.x = 1", 2, 14, "only the speaker's mood and memory")]
    [InlineData("rule a\n  then x of nobody", 2, 19, "listener, speaker, anyone")]
    [InlineData("rule a\n  shout x", 2, 9, "not a clause")]
    [InlineData("rule a\n  cooldown 1.5", 2, 12, "whole number from 0 to 1000")]
    [InlineData("rule a\n  if world.x", 3, 1, "does nothing")]
    [InlineData("rule a\n  say x\nrule a\n  say y", 5, 1, "two rules \"a\"")]
    [InlineData("say x", 1, 5, "before the first")]
    [InlineData("words a\n  x", 2, 4, "begin with \"-\"")]
    [InlineData("words a\nwords b\n - x", 2, 7, "is empty")]
    public void Errors_name_line_column_and_remedy(string text, int line, int column, string part)
    {
        var error = Assert.Throws<InputException>(() => ReadText(text));
        Assert.StartsWith($"a.rules, line {line}, column {column}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"rules":[{"name":"a","if":"memory.x >"}]}""", "line 1, column")]
    [InlineData("""{"rules":[{"on":"x"}]}""", "\"name\" must be a rule's first field")]
    [InlineData("""{"rules":[{"name":"a","say":"{x}"}]}""", "rule \"a\": there is no list of words \"x\"")]
    [InlineData("""{"rules":[{"name":"a","sya":"x"}]}""", "\"sya\" is not a field here")]
    [InlineData("""{"words":{"a":[]}}""", "is empty")]
    public void Errors_in_JSON_name_the_place(string json, string part) =>
        Assert.Contains(part, Assert.Throws<InputException>(() => ReadJson(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Canonical_rules_that_are_cut_or_changed_are_refused_or_read_and_never_throw()
    {
        var bytes = RuleSetFormat.Write(ReadText(Text)).ToArray();
        var random = new Random(4);
        for (var length = 0; length < bytes.Length; length++) Assert.Null(LoadedRules.Load(bytes.AsSpan(0, length), CancellationToken.None));
        for (var round = 0; round < 3_000; round++)
        {
            var changed = bytes.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            _ = LoadedRules.Load(changed, CancellationToken.None);
        }
    }

    private static RuleSet ReadText(string text)
    {
        var builder = new RuleSetBuilder();
        TextRules.Read(Encoding.UTF8.GetBytes(text), "a.rules", builder);
        return builder.Build();
    }

    private static RuleSet ReadJson(string json)
    {
        var builder = new RuleSetBuilder();
        JsonRules.ReadFile(Encoding.UTF8.GetBytes(json), "a.json", builder);
        return builder.Build();
    }
}
