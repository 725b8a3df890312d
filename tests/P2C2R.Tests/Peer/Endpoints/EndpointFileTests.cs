using P2C2R.Peer.Endpoints;

namespace P2C2R.Tests.Peer.Endpoints;

public sealed class EndpointFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "endpoint.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_with_everything_is_read()
    {
        var (options, error) = Read("""{"url":"http://127.0.0.1:8080/v1","model":"llama","key":"sk-1","parallel":4,"seconds":30,"max_tokens":100}""");
        Assert.Null(error);
        Assert.Equal(("http://127.0.0.1:8080/v1", "llama", "sk-1", 4, 30.0, 100), (options!.Address.ToString(), options.Model, options.Key, options.Parallel, options.TimeLimit.TotalSeconds, options.MaxTokens));
    }

    [Fact]
    public void A_key_can_stand_in_an_environment_variable()
    {
        Environment.SetEnvironmentVariable("P2C2R_TEST_ENDPOINT_KEY", "sk-2\n");
        Assert.Equal("sk-2", Read("""{"url":"http://localhost:1/v1","model":"m","key_variable":"P2C2R_TEST_ENDPOINT_KEY"}""").Options!.Key);
        Environment.SetEnvironmentVariable("P2C2R_TEST_ENDPOINT_KEY", null);
        Assert.EndsWith("is not set", Read("""{"url":"http://localhost:1/v1","model":"m","key_variable":"P2C2R_TEST_ENDPOINT_KEY"}""").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"url":"http://127.0.0.1:8080/v1","model":"m","key":"sk-secret" """, "is not JSON, line 1")]
    [InlineData("""["sk-secret"]""", "must hold a JSON object")]
    [InlineData("""{"sk-secret":1}""", "a field is none of url, model")]
    [InlineData("""{"url":"ftp://sk-secret/","model":"m"}""", "\"url\" must be")]
    [InlineData("""{"url":"http://user:sk-secret@localhost/v1","model":"m"}""", "\"url\" must be")]
    [InlineData("""{"url":"http://localhost/v1"}""", "\"model\" must be")]
    [InlineData("""{"url":"http://localhost/v1","model":"m","key":["sk-secret"]}""", "must be strings")]
    [InlineData("""{"url":"http://localhost/v1","model":"m","key":"sk-secret","key_variable":"X"}""", "not both")]
    [InlineData("""{"url":"http://localhost/v1","model":"m","parallel":65}""", "\"parallel\" must be 1 to 64")]
    [InlineData("""{"url":"http://localhost/v1","model":"m","seconds":"sk-secret"}""", "\"seconds\" must be 1 to 3600")]
    [InlineData("""{"url":"http://192.0.2.1/v1","model":"m","key":"sk-secret"}""", "the key would cross the network")]
    public void What_is_wrong_is_said_without_showing_a_value(string content, string message)
    {
        var error = Read(content).Error!;
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_others_can_read_is_refused_with_the_remedy()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes");
            return;
        }

        Read("""{"url":"http://localhost/v1","model":"m","key":"sk-secret"}""");
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", EndpointFile.TryRead(File).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.StartsWith("there is no file", EndpointFile.TryRead(File).Error, StringComparison.Ordinal);

    private (EndpointOptions? Options, string? Error) Read(string content)
    {
        System.IO.File.WriteAllText(File, content);
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return EndpointFile.TryRead(File);
    }
}
