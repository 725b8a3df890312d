using P2C2R.Peer;
using P2C2R.Protocol;
using Spectre.Console;

namespace P2C2R.Cli.Peers;

/// <summary>Lines for people. Under load only a few attempts a second are shown and the others counted.</summary>
internal sealed class PeerTextPrinter : IPeerPrinter
{
    private const int LinesPerSecond = 10;

    private const int LogWidth = 1000;

    private readonly IAnsiConsole _console = CreateConsole();
    private readonly Lock _lock = new();
    private long _second;
    private int _lines;
    private long _hidden;

    public PeerTextPrinter(PeerOptions options)
    {
        _console.MarkupLineInterpolated($"[bold]P2C2R peer[/] {options.Name}: {options.Slots} slot(s), {options.MemoryBytes >> 20} MiB, coordinator {options.Coordinator}");
        if (options.Misbehaviour != Misbehaviour.None) _console.MarkupLineInterpolated($"[red]misbehaving on purpose: {options.Misbehaviour}[/]");
    }

    /// <inheritdoc/>
    public void Print(PeerEvent happened)
    {
        lock (_lock)
        {
            var frequent = happened.Kind is PeerEventKind.Done or PeerEventKind.Settled or PeerEventKind.Cancelled or PeerEventKind.Failed;
            if (frequent && !HasRoom()) return;
            _console.MarkupLine($"[grey]{DateTime.Now:HH:mm:ss}[/] {Describe(happened)}");
        }
    }

    /// <inheritdoc/>
    public void Print(PeerStatistics statistics, bool final)
    {
        var uptime = statistics.Uptime;
        var line = $"{(final ? "summary" : "so far")}: up {(int)uptime.TotalHours}:{uptime.Minutes:00}:{uptime.Seconds:00}, "
            + $"{statistics.Completed} tasks completed ({statistics.Failed} failed, {statistics.Cancelled} cancelled), "
            + $"earned {statistics.Earned} and {statistics.EarnedPromotional} promotional, "
            + $"average {statistics.AverageMilliseconds:0.###} ms, {statistics.HourlyRate} an hour, "
            + $"{Megabytes(statistics.BytesReceived)} received, {Megabytes(statistics.BytesSent)} sent";
        lock (_lock) _console.MarkupLine($"[bold]{Markup.Escape(line)}[/]");
    }

    /// <summary>In a file or a pipe: no colours, and one line is one line.</summary>
    private static IAnsiConsole CreateConsole()
    {
        if (!Console.IsOutputRedirected) return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        console.Profile.Width = LogWidth;
        return console;
    }

    private static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";

    private static string Describe(PeerEvent happened) => happened.Kind switch
    {
        PeerEventKind.Connected => $"[green]{Markup.Escape(happened.Message ?? "")}[/]",
        PeerEventKind.Disconnected => $"[yellow]{Markup.Escape(happened.Message ?? "")}[/]",
        PeerEventKind.Done => $"{happened.Kernel} attempt {happened.Attempt} done in {happened.Milliseconds:0.###} ms",
        PeerEventKind.Failed => $"[red]{happened.Kernel} attempt {happened.Attempt} failed: {Markup.Escape(happened.Message ?? "")}[/]",
        PeerEventKind.Cancelled => $"{happened.Kernel} attempt {happened.Attempt} cancelled",
        PeerEventKind.Settled when happened.State == AttemptState.Agreed => $"[green]attempt {happened.Attempt} earned {happened.Earned}{(happened.Ledger == LedgerKind.Promotional ? " promotional" : "")}[/]",
        PeerEventKind.Settled => $"[yellow]attempt {happened.Attempt}: {happened.State}, nothing earned[/]",
        _ => Markup.Escape(happened.Message ?? ""),
    };

    private bool HasRoom()
    {
        var second = Environment.TickCount64 / 1000;
        if (second != _second)
        {
            if (_hidden > 0) _console.MarkupLine($"[grey]         ... and {_hidden} more[/]");
            (_second, _lines, _hidden) = (second, 0, 0);
        }

        if (_lines++ < LinesPerSecond) return true;
        _hidden++;
        return false;
    }
}
