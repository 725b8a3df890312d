using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using P2C2R.Coordinator;
using P2C2R.Coordinator.Connections;
using P2C2R.Protocol;

namespace P2C2R.Tests.Coordinator.Documents;

/// <summary>docs/protocol.md and docs/operations.md say what the code does.</summary>
public sealed partial class ProtocolDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "protocol.md"));

    public static TheoryData<string> Examples => [.. Blocks().Matches(Document).Select(m => m.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_decode_and_keep_the_limits(string example)
    {
        Assert.True(MessageCodec.TryDecode(Encoding.UTF8.GetBytes(example), out var message, out var error), error?.Message);
        Assert.Null(MessageCheck.Check(message!));
    }

    [Fact]
    public void Every_message_has_an_example()
    {
        var types = typeof(Message).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!);
        Assert.All(types, t => Assert.Contains($"{{\"type\":\"{t}\"", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_code_is_explained()
    {
        var names = Enum.GetNames<ErrorCode>().Select(n => Words().Replace(n, "_$0").TrimStart('_').ToLowerInvariant());
        Assert.All(names, n => Assert.Contains($"| `{n}` |", Document, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_exit_code_is_explained()
    {
        var operations = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "operations.md"));
        Assert.All(Enum.GetValues<CoordinatorFault>(), f => Assert.Contains($"\n| {(int)f} |", operations, StringComparison.Ordinal));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Words();
}
