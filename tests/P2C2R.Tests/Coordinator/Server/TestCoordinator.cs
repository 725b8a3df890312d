using P2C2R.Coordinator;
using P2C2R.Tests.Coordinator.Storage;

namespace P2C2R.Tests.Coordinator.Server;

/// <summary>A coordinator on a free port of this machine, with a database of its own.</summary>
internal sealed class TestCoordinator : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TestCoordinator()
    {
    }

    public CoordinatorHost Host { get; private set; } = null!;

    public string Folder => _folder.Path;

    public Uri Http => Host.Addresses[0];

    public HttpClient Client { get; } = new();

    public static async Task<TestCoordinator> StartAsync(Func<CoordinatorOptions, CoordinatorOptions>? change = null)
    {
        var test = new TestCoordinator();
        var options = new CoordinatorOptions { Listen = ["127.0.0.1:0"], Database = test._folder.Database };
        test.Host = await CoordinatorHost.StartAsync(change is null ? options : change(options));
        test.Client.BaseAddress = test.Http;
        return test;
    }

    public Task<TestClient> ConnectAsync(string? origin = null) => TestClient.ConnectAsync(new UriBuilder(Http) { Scheme = Http.Scheme == "https" ? "wss" : "ws", Path = "/ws" }.Uri, origin);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
