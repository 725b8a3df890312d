using System.Text;
using P2C2R.Kernels;
using P2C2R.Kernels.Dialogue;

namespace P2C2R.Tests.Kernels.Dialogue;

public sealed class DialogueDocumentTests
{
    private const string Rules = """ "rules":{"rules":[{"name":"a","on":"x","say":"Yes."}]} """;

    [Theory]
    [InlineData("""{"engine":"oracle"}""", "there is no engine \"oracle\"; the engines are rules")]
    [InlineData("""{"characters":[{"name":"A"}],"asked":{"event":"x"}}""", "\"rules\" is missing")]
    [InlineData("""{"characters":[]}""", "nobody to speak")]
    [InlineData("""{"characters":[{"name":"A"},{"name":"A"}]}""", "two characters \"A\"")]
    [InlineData("""{"characters":[{"name":"A"}]}""", "either \"asked\"")]
    [InlineData("""{"characters":[{"name":"A"}],"conversations":[]}""", "either \"asked\"")]
    [InlineData("""{"characters":[{"name":"A"}],"asked":{},"conversations":[{"asked":{}}]}""", "either \"asked\"")]
    [InlineData("""{"characters":[{"name":"A"}],"conversations":[{"asked":{},"count":200000},{"asked":{},"count":200000}]}""", "these are 400000 conversations, a task may have 250000")]
    [InlineData("""{"characters":[{"name":"A"}],"asked":[]}""", "nothing is asked")]
    [InlineData("""{"characters":[{"name":"A"}],"asked":{"of":"B"}}""", "there is no character \"B\"")]
    [InlineData("""{"characters":[{"name":"A","speaks":false}],"asked":{}}""", "nobody in it speaks")]
    [InlineData("""{"characters":[{"name":"A"},{"name":"B"}],"cast":["A"],"asked":{"of":"B"}}""", "isn't in the \"cast\"")]
    [InlineData("""{"characters":[{"name":"A"}],"asked":{"event":"Boo"}}""", "\"Boo\" in \"event\" is not a name")]
    [InlineData("""{"characters":[{"name":"A","mood":{"x":1e10}}],"asked":{}}""", "\"x\" must be a number from -1000000000 to 1000000000")]
    [InlineData("""{"characters":[{"name":"A\u0007"}],"asked":{}}""", "control character (U+0007)")]
    [InlineData("""{"limits":{"lines":65}}""", "\"lines\" must be a whole number from 1 to 64")]
    [InlineData("""{"temperature":1}""", "\"temperature\" is not a field here")]
    [InlineData("""{"rules":{"rules":[]},"characters":[{"name":"A"}],"asked":{}}""", "has no rule")]
    public void Errors_name_the_field_and_the_remedy(string document, string part) =>
        Assert.Contains(part, Assert.Throws<InputException>(() => Plan(document)).Message, StringComparison.Ordinal);

    [Fact]
    public void Seventeen_characters_are_too_many_for_one_conversation_and_a_cast_helps()
    {
        var characters = string.Join(',', Enumerable.Range(0, 17).Select(static i => $$$$"""{"name":"{{{{i}}}}"}"""));
        Assert.Contains("1 to 16 characters", Assert.Throws<InputException>(() => Plan($$$$"""{{{{{Rules}}}},"characters":[{{{{characters}}}}],"asked":{"event":"x"}}""")).Message, StringComparison.Ordinal);
        Assert.Single(Plan($$$$"""{{{{{Rules}}}},"characters":[{{{{characters}}}}],"cast":["3","16"],"asked":{"event":"x"}}""").Slices);
    }

    [Fact]
    public void Equal_questions_are_equal_bytes()
    {
        var one = Plan($$$$"""{{{{{Rules}}}},"world":{"a":1,"b":"x"},"characters":[{"name":"A","knows":{"c":true,"d":2.5}}],"asked":{"event":"x"}}""");
        var other = Plan($$$$"""{"asked":[{"event":"x"}],"characters":[{"knows":{"d":2.500,"c":1},"name":"A"}],"world":{"b":"x","a":1.0},{{{{Rules}}}}}""");
        Assert.Equal(one.Slices[0].Input.ToArray(), other.Slices[0].Input.ToArray());
    }

    [Fact]
    public void A_slice_holds_only_who_takes_part()
    {
        var plan = Plan($$$$"""{{{{{Rules}}}},"characters":[{"name":"A"},{"name":"B"},{"name":"C"}],"conversations":[{"cast":["C","A"],"asked":{"event":"x"}}]}""");
        var batch = ((PlannedDialogue)plan.State!).Batches[0];
        Assert.Equal(["A", "C"], batch.Characters.Select(static c => c.Name));
        Assert.Equal([1, 0], batch.Entries[0].Conversation.Cast);
    }

    [Fact]
    public void Batches_survive_their_bytes()
    {
        var plan = Plan($$$$"""{{{{{Rules}}}},"seed":9,"limits":{"lines":3},"characters":[{"name":"Å","traits":["tall"],"mood":{"x":-0.25}}],"conversations":[{"count":5,"world":{"y":"é"},"said":[{"speaker":"Z","text":"a\nb"}],"asked":{"event":"x","by":"Z","text":"?","facts":{"n":1}}}]}""");
        var bytes = BatchFormat.Write(((PlannedDialogue)plan.State!).Batches[0]);
        var again = BatchFormat.Read(bytes.Span, CancellationToken.None);
        Assert.NotNull(again);
        Assert.Equal(bytes.ToArray(), BatchFormat.Write(again).ToArray());
        for (var length = 0; length < bytes.Length; length++) Assert.Null(BatchFormat.Read(bytes.Span[..length], CancellationToken.None));
    }

    private static TaskPlan Plan(string document) => new DialogueKernel().Plan(Encoding.UTF8.GetBytes(document), NoFiles.Instance);
}
