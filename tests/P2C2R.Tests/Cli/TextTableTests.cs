using P2C2R.Cli.Output;

namespace P2C2R.Tests.Cli;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_align()
    {
        var table = new TextTable("task", ">cost", "state");
        table.Add("a", "1.5", "done");
        table.Add("longer", "10", "failed");
        using var text = new StringWriter { NewLine = "\n" };
        table.Write(text);
        Assert.Equal("task    cost  state\na        1.5  done\nlonger    10  failed\n", text.ToString());
    }
}
