using System.Text;
using System.Text.Json;
using P2C2R.Kernels;
using P2C2R.Kernels.Physics.RigidBody;
using P2C2R.Protocol;

namespace P2C2R.Tests.Kernels.Physics.RigidBody;

/// <summary>Queries of a document, from the field to the file.</summary>
public sealed class RigidQueryTests
{
    private const string Document = """
        {"steps":60,"slice_steps":SIZE,"record_every":10,"shapes":{"zone":{"type":"box","half":[2,0.5,2]}},"bodies":[
         {"name":"floor","kind":"static","shape":{"type":"box","half":[9,1,9]},"position":[0,-1,0]},
         {"name":"ball","shape":{"type":"sphere","radius":0.5},"position":[0,3,0]},
         {"name":"box","shape":{"type":"box","half":[0.2,0.2,0.2]},"position":[1,0.2,0]}],
         "queries":[
         {"name":"down","type":"ray","origin":[0,10,0],"direction":[0,-2,0],"distance":30},
         {"name":"up","type":"ray","origin":[5,1,5],"direction":[0,1,0],"steps":[7,33]},
         {"name":"near the floor","type":"overlap","shape":"zone","position":[0,0.6,0]}]}
        """;

    private readonly RigidBodyKernel _kernel = new();

    [Fact]
    public void Answers_follow_a_falling_ball()
    {
        using var run = KernelRun.Of(_kernel, Text(20));
        using var answers = JsonDocument.Parse(run.Read("queries.json"));
        var list = answers.RootElement[0].EnumerateArray().ToArray();
        var down = list.Where(static a => a.GetProperty("query").GetString() == "down").ToArray();
        Assert.Equal([0, 10, 20, 30, 40, 50, 60], down.Select(static a => a.GetProperty("step").GetInt32()));
        foreach (var answer in down)
        {
            // Free fall from 3 m until it lies at 0.5 m; semi-implicit Euler falls g t h / 2 farther, at most 2 cm, and it doesn't bounce.
            var t = answer.GetProperty("step").GetInt32() / 60.0;
            var center = Math.Max(0.5, 3 - (9.81 * t * t / 2));
            Assert.Equal("ball", answer.GetProperty("body").GetString());
            Assert.Equal(10 - center - 0.5, answer.GetProperty("distance").GetDouble(), 0.025);
            Assert.Equal(center + 0.5, answer.GetProperty("point")[1].GetDouble(), 0.025);
            Assert.Equal(1, answer.GetProperty("normal")[1].GetDouble(), 1e-4);
        }

        Assert.Equal([7, 33], list.Where(static a => a.GetProperty("query").GetString() == "up").Select(static a => a.GetProperty("step").GetInt32()));
        Assert.All(list.Where(static a => a.GetProperty("query").GetString() == "up"), static a => Assert.Equal(JsonValueKind.Null, a.GetProperty("body").ValueKind));

        // The zone reaches from 0.1 to 1.1 m: the box is in it from the start, the ball when it lies on the floor.
        var near = list.Where(static a => a.GetProperty("query").GetString() == "near the floor").ToArray();
        Assert.Equal(["box"], near[0].GetProperty("bodies").EnumerateArray().Select(static b => b.GetString()));
        Assert.Equal(["ball", "box"], near[^1].GetProperty("bodies").EnumerateArray().Select(static b => b.GetString()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(17)]
    public void Answers_are_the_same_in_any_slicing(int size)
    {
        var (whole, cut) = (RigidRun.Run(Text(60)), RigidRun.Run(Text(size), 2));
        Assert.Equal(whole.Merged.OutputHash, cut.Merged.OutputHash);
        Assert.Equal(whole.Merged.WorkUnits, cut.Merged.WorkUnits);
    }

    [Fact]
    public void Questions_change_no_motion()
    {
        // The same frames of 80 bytes each; before them are 16 bytes, of which the last four are the answers' length.
        var (with, without) = (RigidRun.Run(Text(60)).Canonical, RigidRun.Run(Text(60)[..Text(60).IndexOf(",\n \"queries\"", StringComparison.Ordinal)] + "}").Canonical);
        Assert.Equal(without[16..(16 + (7 * 80))], with[16..(16 + (7 * 80))]);
    }

    [Fact]
    public void Random_and_mutated_slices_with_queries_never_throw() => SliceInputFuzzer.Fuzz(_kernel, Plan(Text(60)), 300);

    [Fact]
    public void An_answer_that_is_none_is_not_merged()
    {
        // Of one slice the merged output is its answer, but for the length before the state.
        using var run = KernelRun.Of(_kernel, Text(60));
        var header = run.Canonical.AsSpan(0, 16);
        var first = 16 + (BitConverter.ToInt32(header[8..]) * (24 + (28 * 2)));
        var length = BitConverter.ToInt32(header[12..]);
        byte[] Output(int query) => [.. run.Canonical[..(first + 4)], .. BitConverter.GetBytes(query), .. run.Canonical[(first + 8)..(first + length)], .. run.Canonical[(first + length + 4)..]];
        var trailer = new OutputTrailer(1, SliceOutcome.Completed);
        _kernel.Merge(run.Plan, [new(0, trailer, Output(0))], Stream.Null);
        Assert.Throws<InvalidDataException>(() => _kernel.Merge(run.Plan, [new(0, trailer, Output(99))], Stream.Null));
        Assert.Throws<InvalidDataException>(() => _kernel.Merge(run.Plan, [new(0, trailer, Output(1))], Stream.Null));
    }

    [Theory]
    [InlineData("""{"type":"beam"}""", "there is no query \"beam\"")]
    [InlineData("""{"origin":[0,0,0]}""", "needs a \"type\"")]
    [InlineData("""{"type":"ray","origin":[0,0,0]}""", "needs a \"direction\"")]
    [InlineData("""{"type":"ray","direction":[0,0,0]}""", "\"direction\" has no direction")]
    [InlineData("""{"type":"ray","direction":[0,1,0],"distance":1e9}""", "\"distance\" must be a number from 0.001 to 200000")]
    [InlineData("""{"type":"ray","direction":[0,1,0],"shape":"zone"}""", "is of the type \"ray\" and has \"shape\"")]
    [InlineData("""{"type":"overlap","position":[0,0,0]}""", "needs a \"shape\"")]
    [InlineData("""{"type":"overlap","shape":"none"}""", "which is not in \"shapes\"")]
    [InlineData("""{"type":"overlap","shape":{"type":"height_field","heights":[[0,0],[0,0]]}}""", "use a hull")]
    [InlineData("""{"type":"overlap","shape":"zone","position":[0,1e6,0]}""", "\"position\" must be a number from")]
    [InlineData("""{"type":"ray","direction":[0,1,0],"steps":[5,5]}""", "\"steps\" must ascend")]
    [InlineData("""{"type":"ray","direction":[0,1,0],"steps":[61]}""", "is asked after step 61, and there are 60")]
    [InlineData("""{"type":"ray","direction":[0,1,0],"steps":[]}""", "\"steps\" is empty")]
    [InlineData("""{"name":"a","type":"ray","direction":[0,1,0]},{"name":"a","type":"ray","direction":[0,1,0]}""", "two queries are called \"a\"")]
    public void Wrong_queries_are_refused(string queries, string message)
    {
        var text = Text(60);
        var document = text[..text.IndexOf("\"queries\"", StringComparison.Ordinal)] + $"\"queries\":[{queries}]}}";
        Assert.Contains(message, Assert.Throws<InputException>(() => Plan(document)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_many_answers_are_refused()
    {
        var queries = string.Join(',', Enumerable.Repeat("""{"type":"ray","direction":[0,1,0]}""", 200));
        var document = $$"""{"steps":6000,"record_every":1,"bodies":[{"name":"b","shape":{"type":"sphere","radius":1} }],"queries":[{{queries}}] }""";
        Assert.Contains("the queries would have 1200200 answers; at most 1000000", Assert.Throws<InputException>(() => Plan(document)).Message, StringComparison.Ordinal);
    }

    private static string Text(int size) => Document.Replace("SIZE", $"{size}", StringComparison.Ordinal);

    private TaskPlan Plan(string document) => _kernel.Plan(Encoding.UTF8.GetBytes(document), new NoFiles());
}
