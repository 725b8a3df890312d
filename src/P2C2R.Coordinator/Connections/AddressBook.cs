using System.Net;
using System.Net.Sockets;

namespace P2C2R.Coordinator.Connections;

/// <summary>Counts connections and registrations by address; of IPv6 by /64, which is what one customer has.</summary>
internal sealed class AddressBook(int maxConnections, int maxFromLoopback, int registrationsPerHour, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, int> _connections = [];
    private readonly Dictionary<IPAddress, int> _registrations = [];
    private DateTimeOffset _hourEnds = clock.GetUtcNow().AddHours(1);

    /// <summary>Whether one more connection is allowed; then it must be <see cref="Leave"/>d.</summary>
    public bool TryEnter(IPAddress address)
    {
        var most = IPAddress.IsLoopback(address) ? Math.Max(maxConnections, maxFromLoopback) : maxConnections;
        var key = Key(address);
        lock (_lock)
        {
            var count = _connections.GetValueOrDefault(key);
            if (count >= most) return false;
            _connections[key] = count + 1;
            return true;
        }
    }

    /// <summary>A connection is over.</summary>
    public void Leave(IPAddress address)
    {
        var key = Key(address);
        lock (_lock)
        {
            if (--_connections[key] == 0) _connections.Remove(key);
        }
    }

    /// <summary>Whether one more account may be made from there. This machine itself may make any number.</summary>
    public bool TryRegister(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return true;
        var key = Key(address);
        lock (_lock)
        {
            if (clock.GetUtcNow() >= _hourEnds)
            {
                _registrations.Clear();
                _hourEnds = clock.GetUtcNow().AddHours(1);
            }

            var count = _registrations.GetValueOrDefault(key);
            if (count >= registrationsPerHour) return false;
            _registrations[key] = count + 1;
            return true;
        }
    }

    private static IPAddress Key(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}
