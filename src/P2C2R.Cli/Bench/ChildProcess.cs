using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace P2C2R.Cli.Bench;

/// <summary>
/// A server, worker or client that a benchmark started. On Unix it runs under a small shell that ends it when this process
/// is gone, even by <c>kill -9</c>: a benchmark leaves nothing running.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Starts the command with standard input on descriptor 3, waits for the end of standard input or of the command.</summary>
    private const string Guard = "exec 3<&0; \"$@\" </dev/null & child=$!; (cat <&3 >/dev/null; kill $child 2>/dev/null) & wait $child";

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>Starts a program that reads nothing; its output is kept for <see cref="Fail"/>.</summary>
    public static ChildProcess StartServer(IReadOnlyList<string> command)
    {
        IReadOnlyList<string> guarded = OperatingSystem.IsWindows() ? command : ["/bin/sh", "-c", Guard, "sh", .. command];
        var child = Start(guarded, new Dictionary<string, string>());
        child._process.OutputDataReceived += child.Keep;
        child._process.BeginOutputReadLine();
        return child;
    }

    /// <summary>Starts a program that obeys lines on standard input and ends with it, and waits until it says that it is ready.</summary>
    public static async Task<ChildProcess> StartServantAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, TimeSpan? patience = null)
    {
        var child = Start(command, environment);
        if (await child.ReadLineAsync(patience ?? Patience) is not { } line || !line.Contains("ready", StringComparison.Ordinal))
        {
            var failure = child.Fail("did not start");
            child.Dispose();
            throw failure;
        }

        return child;
    }

    /// <summary>Says one line and waits for the answer.</summary>
    public async Task<string> AskAsync(string line, TimeSpan patience)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        return await ReadLineAsync(patience) ?? throw Fail("ended");
    }

    /// <summary>Waits until the server accepts connections.</summary>
    public async Task<ChildProcess> ListensAsync(int port)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience && !_process.HasExited;)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port);
                return this;
            }
            catch (SocketException)
            {
                await Task.Delay(20);
            }
        }

        throw Fail($"does not listen on port {port}");
    }

    /// <summary>Resident memory of the server itself, not of its guard.</summary>
    public long ResidentBytes()
    {
        var children = $"/proc/{_process.Id}/task/{_process.Id}/children";
        var ids = File.Exists(children) ? File.ReadAllText(children).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [$"{_process.Id}"];
        return ids.Max(static id =>
        {
            using var process = Process.GetProcessById(int.Parse(id));
            return process.WorkingSet64;
        });
    }

    /// <summary>An exception with the program's last words.</summary>
    public IOException Fail(string what)
    {
        lock (_log) return new IOException($"{string.Join(' ', _process.StartInfo.ArgumentList)}: {what}\n{_log}");
    }

    /// <summary>Closes its standard input, which ends it; kills it when that doesn't help.</summary>
    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // It is gone already.
        }

        _process.Dispose();
    }

    private static ChildProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var child = new ChildProcess(Process.Start(start) ?? throw new IOException($"{command[0]} did not start"));
        child._process.ErrorDataReceived += child.Keep;
        child._process.BeginErrorReadLine();
        return child;
    }

    private async Task<string?> ReadLineAsync(TimeSpan patience)
    {
        using var timer = new CancellationTokenSource(patience);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(timer.Token);
        }
        catch (OperationCanceledException)
        {
            throw Fail($"said nothing for {patience.TotalSeconds} s");
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        const int LastCharacters = 4_000;
        if (line.Data is null) return;
        lock (_log)
        {
            _log.AppendLine(line.Data);
            if (_log.Length > 2 * LastCharacters) _log.Remove(0, _log.Length - LastCharacters);
        }
    }
}
