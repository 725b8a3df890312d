using Microsoft.AspNetCore.Http;

namespace P2C2R.Coordinator.Endpoints;

/// <summary>
/// Browsers send an Origin with a WebSocket handshake, programs don't. A page of another host must not use its visitor's
/// network place to talk to a coordinator, so only this very host and configured origins pass.
/// </summary>
internal sealed class OriginCheck(IEnumerable<string> allowed)
{
    private readonly HashSet<string> _allowed = new(allowed.Select(o => o.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the request may go on.</summary>
    public bool Allows(HttpRequest request)
    {
        var origins = request.Headers.Origin;
        if (origins.Count == 0) return true;
        if (origins.Count > 1 || origins[0] is not { } origin) return false;
        if (_allowed.Contains(origin.TrimEnd('/'))) return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
