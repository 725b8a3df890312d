using System.Net;
using Microsoft.AspNetCore.Http;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>Where a request comes from. Behind a proxy or tunnel that is configured as trusted, the last entry of its X-Forwarded-For counts; from anybody else that header is a claim.</summary>
internal sealed class TrustedProxies(IEnumerable<IPAddress> proxies)
{
    private readonly HashSet<IPAddress> _proxies = [.. proxies.Select(Plain)];

    /// <summary>The address.</summary>
    public IPAddress AddressOf(HttpContext context)
    {
        var address = Plain(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (!_proxies.Contains(address)) return address;
        // Each trusted proxy appends whom it saw; going back, the first that isn't one of ours is the client.
        var entries = context.Request.Headers["X-Forwarded-For"].SelectMany(h => h?.Split(',') ?? []).Reverse();
        foreach (var entry in entries)
        {
            if (!IPAddress.TryParse(entry.Trim(), out var seen)) return address;
            address = Plain(seen);
            if (!_proxies.Contains(address)) return address;
        }

        return address;
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
