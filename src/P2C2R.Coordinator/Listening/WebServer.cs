using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace P2C2R.Coordinator.Listening;

/// <summary>Kestrel on the operator's addresses, handing every request to one function.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private const int MaxHeaderBytes = 16 << 10;
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(10);
    private readonly WebApplication _application;

    private WebServer(WebApplication application, IReadOnlyList<Uri> addresses)
    {
        _application = application;
        Addresses = addresses;
    }

    /// <summary>Where it listens, with the ports that were bound.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Starts listening.</summary>
    /// <exception cref="CoordinatorException">It can't.</exception>
    public static async Task<WebServer> StartAsync(IReadOnlyList<ListenAddress> listen, X509Certificate2? certificate, RequestDelegate serve)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        // What the transport hands on it hands on at once: two changes of thread less for each way of a message.
        builder.WebHost.UseSockets(static sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, listen, certificate));
        var application = builder.Build();
        application.Run(serve);
        try
        {
            await application.StartAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw Explain(e, listen);
        }

        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new WebServer(application, [.. bound.Select(a => new Uri(a.Replace("[::]", "0.0.0.0", StringComparison.Ordinal)))]);
    }

    /// <summary>Stops listening and ends what is left of connections.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        await _application.StopAsync(timeout.Token).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, IReadOnlyList<ListenAddress> listen, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        kestrel.Limits.MaxRequestLineSize = MaxHeaderBytes / 2;
        kestrel.Limits.RequestHeadersTimeout = HeaderTimeout;
        foreach (var (address, port) in listen)
        {
            kestrel.Listen(address, port, options =>
            {
                options.Protocols = HttpProtocols.Http1;
                if (certificate is not null) options.UseHttps(certificate);
            });
        }
    }

    private static CoordinatorException Explain(Exception e, IReadOnlyList<ListenAddress> listen)
    {
        var where = string.Join(", ", listen.Select(l => new IPEndPoint(l.Address, l.Port)));
        if (e is AddressInUseException || e.InnerException is AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
        {
            return new CoordinatorException(CoordinatorFault.PortInUse, $"another program already listens on {where}: stop it, or choose another port with --listen");
        }

        return new CoordinatorException(CoordinatorFault.CannotListen, $"can't listen on {where}: {(e.InnerException ?? e).Message} (ports below 1024 need privileges; the address must be this machine's)");
    }
}
