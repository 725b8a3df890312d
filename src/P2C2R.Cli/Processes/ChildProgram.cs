using System.Diagnostics;

namespace P2C2R.Cli.Processes;

/// <summary>
/// Another p2c2r that this one started: its output is kept line by line, can be waited for, and goes to a log file.
/// Disposing kills it with everything that it started.
/// </summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly List<string> _lines = [];
    private TaskCompletionSource _news = NewSource();
    private int _openStreams = 2;

    private ChildProgram(string name, Process process, StreamWriter log)
    {
        Name = name;
        _process = process;
        _log = log;
    }

    /// <summary>What it is called in messages.</summary>
    public string Name { get; }

    /// <summary>The operating system's number for it.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>p2c2r</c> with these arguments.</summary>
    /// <param name="name">What it is called in messages.</param>
    /// <param name="logFile">Gets everything that it writes; appended to.</param>
    /// <param name="arguments">The command line.</param>
    public static ChildProgram Start(string name, string logFile, params string[] arguments)
    {
        var log = new StreamWriter(logFile, append: true) { AutoFlush = true };
        var program = new ChildProgram(name, new Process { StartInfo = OwnProgram.StartInfo(arguments) }, log);
        program._process.OutputDataReceived += (_, line) => program.Take(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Take(line.Data);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Everything written so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    /// <summary>Waits for a line and returns it with its number.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="patience">How long.</param>
    /// <param name="from">The first line to look at.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="TimeoutException">It didn't come.</exception>
    /// <exception cref="IOException">The program ended before.</exception>
    public async Task<(string Line, int Number)> WaitForLineAsync(Predicate<string> wanted, TimeSpan patience, int from = 0, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            Task news;
            bool ended;
            lock (_lines)
            {
                var number = _lines.FindIndex(Math.Min(from, _lines.Count), wanted);
                if (number >= 0) return (_lines[number], number);
                news = _news.Task;
                ended = _openStreams == 0;
            }

            if (ended) throw new IOException($"{Name} ended before it said what was waited for; its last words:\n{LastWords()}");
            var left = patience - clock.Elapsed;
            if (left <= TimeSpan.Zero) throw new TimeoutException($"{Name} didn't say what was waited for within {patience.TotalSeconds:0.#} s; its last words:\n{LastWords()}");
            await Task.WhenAny(news, Task.Delay(left, stop));
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Writes a line to its input.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits until it has ended; its exit code.</summary>
    /// <exception cref="TimeoutException">It goes on.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan patience, CancellationToken stop = default)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timer.CancelAfter(patience);
        try
        {
            await _process.WaitForExitAsync(timer.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"{Name} didn't end within {patience.TotalSeconds:0.#} s; its last words:\n{LastWords()}");
        }
    }

    /// <summary>Kills it and everything that it started, at once (SIGKILL): what a power cut does.</summary>
    public async Task KillAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It is gone already.
        }

        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        lock (_lines) _log.Dispose();
    }

    /// <summary>The end of what it wrote.</summary>
    public string LastWords()
    {
        lock (_lines) return string.Join('\n', _lines.TakeLast(15));
    }

    private void Take(string? line)
    {
        TaskCompletionSource news;
        lock (_lines)
        {
            if (line is null)
            {
                _openStreams--;
            }
            else
            {
                _lines.Add(line);
                if (_log.BaseStream is { CanWrite: true }) _log.WriteLine(line);
            }

            news = _news;
            _news = NewSource();
        }

        news.SetResult();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
