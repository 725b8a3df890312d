using P2C2R.Client.Tokens;

namespace P2C2R.Tests.Client;

public sealed class TokenStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("p2c2r").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_token_comes_back_for_its_coordinator_and_name_only()
    {
        var store = new TokenStore(_folder, "ws://a:1/ws", "alice");
        Assert.Null(store.Load());
        store.Save("secret");
        Assert.Equal("secret", new TokenStore(_folder, "ws://a:1/ws", "alice").Load());
        Assert.Null(new TokenStore(_folder, "ws://a:1/ws", "bob").Load());
        Assert.Null(new TokenStore(_folder, "ws://b:1/ws", "alice").Load());
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the user's own folder protects it there");
        if (OperatingSystem.IsWindows()) return; // for the analyzer
        var store = new TokenStore(_folder, "ws://a:1/ws", "alice");
        store.Save("secret");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.FilePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(store.FilePath)!));
    }

    [Fact]
    public async Task A_second_registration_waits_for_the_first()
    {
        var store = new TokenStore(_folder, "ws://a:1/ws", "alice");
        var first = await store.LockAsync(TestContext.Current.CancellationToken);
        var second = new TokenStore(_folder, "ws://a:1/ws", "alice").LockAsync(TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();
    }
}
