using System.Net;
using System.Net.Sockets;

namespace P2C2R.Coordinator.Listening;

/// <summary>Where to listen.</summary>
/// <param name="Address">An address of this machine, or any.</param>
/// <param name="Port">0 for a free one.</param>
internal readonly record struct ListenAddress(IPAddress Address, int Port)
{
    /// <summary>Whether others than this machine can connect.</summary>
    public bool IsPublic => !IPAddress.IsLoopback(Address);

    /// <summary>Reads HOST:PORT, HOST, :PORT or a URL.</summary>
    /// <exception cref="CoordinatorException">It is none of these, or the name isn't known.</exception>
    public static ListenAddress Parse(string text)
    {
        var rest = text.Contains("://", StringComparison.Ordinal) ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/') : text;
        var port = CoordinatorOptions.DefaultPort;
        var colon = rest.LastIndexOf(':');
        if (colon >= 0 && !rest.EndsWith(']'))
        {
            if (!int.TryParse(rest.AsSpan(colon + 1), out port) || port is < 0 or > 65_535) throw Wrong(text);
            rest = rest[..colon];
        }

        return new ListenAddress(Resolve(text, rest.Trim('[', ']')), port);
    }

    private static IPAddress Resolve(string text, string host)
    {
        if (host is "" or "*" or "+") return IPAddress.Any;
        if (host == "localhost") return IPAddress.Loopback;
        if (IPAddress.TryParse(host, out var address)) return address;
        try
        {
            return Dns.GetHostAddresses(host) is [var first, ..] ? first : throw Wrong(text);
        }
        catch (SocketException)
        {
            throw Wrong(text);
        }
    }

    private static CoordinatorException Wrong(string text) =>
        new(CoordinatorFault.BadOption, $"--listen {text}: an address is HOST:PORT, for example 0.0.0.0:{CoordinatorOptions.DefaultPort}, with a port of 0 to 65535");
}
