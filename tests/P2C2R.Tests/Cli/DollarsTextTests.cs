using P2C2R.Cli.Options;

namespace P2C2R.Tests.Cli;

public sealed class DollarsTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0.01", 10_000_000)]
    [InlineData("0.000000001", 1)]
    [InlineData("3", 3_000_000_000)]
    public void Dollars_become_nano_dollars(string text, long nanoDollars)
    {
        Assert.True(DollarsText.TryParse(text, out var amount));
        Assert.Equal(nanoDollars, amount.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("$1")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData("0.0000000001")]
    [InlineData("99999999999999999999")]
    public void Anything_else_is_refused(string text) => Assert.False(DollarsText.TryParse(text, out _));
}
