using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using P2C2R.Protocol;

namespace P2C2R.Cli.Bench;

/// <summary>
/// A gamer that keeps a number of tasks in flight and times them, in a process of its own. Like the rivals' clients it obeys
/// lines <c>WINDOW SECONDS</c> on standard input and answers each with one line of JSON.
/// </summary>
internal sealed class LoadGenerator : IDisposable
{
    private readonly RawWebSocket _socket;
    private readonly TaskTemplate _template;
    private readonly byte[] _prefix;
    private readonly long[] _submitted = new long[1 << 16];
    private long _next;

    private LoadGenerator(RawWebSocket socket, int payloadBytes)
    {
        _socket = socket;
        _template = new TaskTemplate(payloadBytes);
        _prefix = Encoding.ASCII.GetBytes($"\"task\":\"{_template.Prefix}");
    }

    /// <summary>Serves standard input until it ends.</summary>
    public static int Serve(int port, int payloadBytes)
    {
        using var generator = Connect(port, payloadBytes);
        Console.WriteLine("{\"ready\":true}");
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var measurement = generator.Measure(int.Parse(words[0]), double.Parse(words[1]));
            Console.WriteLine(JsonSerializer.Serialize(measurement));
        }

        return ExitCodes.Done;
    }

    /// <summary>Connects as a new gamer.</summary>
    public static LoadGenerator Connect(int port, int payloadBytes)
    {
        var socket = RawWebSocket.Connect("127.0.0.1", port, MessageCodec.Subprotocol);
        var hello = new ArrayBufferWriter<byte>();
        MessageCodec.Encode(new HelloGamer { Name = "bench" }, hello);
        socket.Queue(hello.WrittenSpan);
        socket.Flush();
        while (true)
        {
            socket.Receive();
            if (socket.TryTake(out var message)) return Welcomed(message) ? new LoadGenerator(socket, payloadBytes) : throw Refusal(message);
        }
    }

    /// <summary>Keeps <paramref name="window"/> tasks in flight for so many seconds, then waits for the last.</summary>
    public Measurement Measure(int window, double seconds)
    {
        var ticks = new List<long>(1 << 20);
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(seconds * Stopwatch.Frequency);
        var flying = 0;
        for (; flying < window; flying++) Submit(start);
        while (flying > 0)
        {
            _socket.Flush();
            _socket.Receive();
            var now = Stopwatch.GetTimestamp();
            while (_socket.TryTake(out var message))
            {
                if (!TryFinish(message, out var number)) continue;
                ticks.Add(now - _submitted[number % _submitted.Length]);
                if (now < end) Submit(now);
                else flying--;
            }
        }

        return Summarise(ticks, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static Measurement Summarise(List<long> ticks, double seconds)
    {
        ticks.Sort();
        double At(double fraction) => ticks[Math.Min(ticks.Count - 1, (int)(ticks.Count * fraction))] * 1000.0 / Stopwatch.Frequency;
        return new Measurement { Tasks = ticks.Count, Seconds = seconds, P50Ms = At(0.50), P99Ms = At(0.99) };
    }

    private void Submit(long now)
    {
        _submitted[_next % _submitted.Length] = now;
        _socket.Queue(_template.Write(_next++));
    }

    /// <summary>Whether the message is the result of a task that was done. Finding two strings in it is far cheaper than reading it.</summary>
    private bool TryFinish(ReadOnlySpan<byte> message, out long number)
    {
        number = 0;
        var at = message.IndexOf(_prefix);
        if (at >= 0 && message.StartsWith("{\"type\":\"result\""u8) && message.IndexOf("\"state\":\"done\""u8) >= 0)
        {
            return Utf8Parser.TryParse(message.Slice(at + _prefix.Length, TaskTemplate.NumberLength), out number, out _);
        }

        if (MessageCodec.TryDecode(message, out var other, out _) && other is ErrorMessage or Result) throw Refusal(message);
        return false;
    }

    private static bool Welcomed(ReadOnlySpan<byte> message) => MessageCodec.TryDecode(message, out var read, out _) && read is Welcome;

    private static IOException Refusal(ReadOnlySpan<byte> message) => new($"the coordinator said: {Encoding.UTF8.GetString(message)}");
}
