using System.Collections.Concurrent;
using System.Diagnostics;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Connections;

/// <summary>Looks at all connections every second: ends those that don't say hello, are silent for long or take nothing.</summary>
internal sealed class ConnectionSweeper : IDisposable
{
    private readonly ConcurrentDictionary<Connection, bool> _connections = new();
    private readonly Timer _timer;

    public ConnectionSweeper() => _timer = new Timer(_ => Sweep(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    /// <summary>Connections, hello said or not.</summary>
    public int Count => _connections.Count;

    /// <summary>Watches a connection until it is forgotten.</summary>
    public void Watch(Connection connection) => _connections[connection] = true;

    /// <summary>A connection is over.</summary>
    public void Forget(Connection connection) => _connections.TryRemove(connection, out _);

    /// <summary>Ends all that are left.</summary>
    public void DropAll(string reason)
    {
        foreach (var (connection, _) in _connections) connection.Drop(reason);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        foreach (var (connection, _) in _connections)
        {
            var silent = Stopwatch.GetElapsedTime(connection.LastHeard);
            var stuck = connection.WriteStarted;
            var unknownFor = connection.Role is null ? Stopwatch.GetElapsedTime(connection.OpenedAt) : TimeSpan.Zero;
            if (unknownFor > 2 * ConnectionLimits.Hello)
            {
                connection.Drop("hello_first");
            }
            else if (unknownFor > ConnectionLimits.Hello)
            {
                connection.Send(new ErrorMessage { Code = ErrorCode.HelloFirst, Message = $"no hello within {ConnectionLimits.Hello.TotalSeconds:0} s" });
                connection.Close(FrameException.PolicyViolation, "hello_first");
            }
            else if (stuck != 0 && Stopwatch.GetElapsedTime(stuck) > ConnectionLimits.WriteStall)
            {
                connection.Drop("slow_reader: it takes nothing");
            }
            else if (silent > ConnectionLimits.Death)
            {
                connection.Drop("no sign of life");
            }
            else if (silent > ConnectionLimits.Silence)
            {
                connection.SendControl(FrameKind.Ping, []);
            }
        }
    }
}
