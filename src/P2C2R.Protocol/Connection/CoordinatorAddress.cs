using System.Diagnostics.CodeAnalysis;

namespace P2C2R.Protocol.Connection;

/// <summary>Where a coordinator is: one address for its WebSocket and its HTTP endpoints.</summary>
public sealed class CoordinatorAddress
{
    /// <summary>The port of a coordinator, unless told otherwise.</summary>
    public const int DefaultPort = 8765;

    private CoordinatorAddress(Uri http, Uri webSocket)
    {
        Http = http;
        WebSocket = webSocket;
    }

    /// <summary>Base of the HTTP endpoints, with a slash at its end.</summary>
    public Uri Http { get; }

    /// <summary>The WebSocket's address.</summary>
    public Uri WebSocket { get; }

    /// <summary>Host and port without TLS, for the options <c>--cloud-ip</c> and <c>--cloud-port</c>.</summary>
    public static CoordinatorAddress FromHost(string host, int port = DefaultPort)
    {
        var http = new UriBuilder(Uri.UriSchemeHttp, host, port, "/").Uri;
        return new CoordinatorAddress(http, new UriBuilder(http) { Scheme = Uri.UriSchemeWs, Path = "/ws" }.Uri);
    }

    /// <summary>Reads <c>ws://</c>, <c>wss://</c>, <c>http://</c> or <c>https://</c>, with or without a path; the port is the scheme's own when a path's host names none, 8765 for plain ones.</summary>
    /// <param name="text">As the user wrote it; <c>host</c> and <c>host:port</c> alone mean no TLS.</param>
    /// <param name="address">The address, where true is returned.</param>
    /// <param name="error">What is wrong and how to mend it, in other cases.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out CoordinatorAddress? address, [NotNullWhen(false)] out string? error)
    {
        address = null;
        error = null;
        var full = text.Contains("://", StringComparison.Ordinal) ? text : "ws://" + text;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("ws" or "wss" or "http" or "https"))
        {
            error = $"'{text}' is no coordinator address; write for example ws://localhost:{DefaultPort} or wss://grid.example.org";
            return false;
        }

        var secure = uri.Scheme is "wss" or "https";
        var port = uri.IsDefaultPort && !secure && !HasExplicitPort(full) ? DefaultPort : uri.Port;
        var path = uri.AbsolutePath.TrimEnd('/');
        if (path.EndsWith("/ws", StringComparison.Ordinal)) path = path[..^3];
        var http = new UriBuilder(secure ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, uri.Host, port, path + "/").Uri;
        address = new CoordinatorAddress(http, new UriBuilder(secure ? Uri.UriSchemeWss : Uri.UriSchemeWs, uri.Host, port, path + "/ws").Uri);
        return true;
    }

    /// <summary>The address of a blob: <c>/blobs/{hash}</c>, with its grant when it is to be read.</summary>
    public Uri Blob(Sha256Hash hash, string? grant = null) =>
        new(Http, grant is null ? $"blobs/{hash}" : $"blobs/{hash}?grant={Uri.EscapeDataString(grant)}");

    /// <inheritdoc/>
    public override string ToString() => WebSocket.ToString();

    // "ws://host:80" and "ws://host" parse alike; only the first means port 80.
    private static bool HasExplicitPort(string text)
    {
        var host = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var end = host.IndexOfAny(['/', '?', '#']);
        if (end >= 0) host = host[..end];
        return host.LastIndexOf(':') > host.LastIndexOf(']');
    }
}
