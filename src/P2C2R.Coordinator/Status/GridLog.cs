using System.Diagnostics;
using System.Globalization;
using P2C2R.Coordinator.Connections;
using P2C2R.Grid;
using P2C2R.Protocol;

namespace P2C2R.Coordinator.Status;

/// <summary>
/// Readable lines about what happens. Lines about single tasks are limited to <see cref="TaskLinesPerSecond"/>; what is left
/// out is counted, so that the log costs nothing at full load and still says so.
/// </summary>
internal sealed class GridLog(TextWriter output, GridLogLevel level, AccountBook accounts)
{
    /// <summary>Lines about single tasks in one second.</summary>
    public const int TaskLinesPerSecond = 20;

    private readonly Lock _lock = new();
    private long _second;
    private int _lines;
    private long _leftOut;

    /// <summary>A line for the operator, unless he wants quiet.</summary>
    public void Info(string text)
    {
        if (level >= GridLogLevel.Normal) Write(text);
    }

    /// <summary>A line that is always written.</summary>
    public void Error(string text) => Write($"error: {text}");

    /// <summary>A line that is always written.</summary>
    public void Warn(string text) => Write($"warning: {text}");

    /// <summary>The state was built.</summary>
    public void EpochBegins(GridSnapshot snapshot, TimeSpan time) =>
        Info($"epoch {snapshot.Epoch}: {snapshot.Accounts.Count:N0} accounts, {snapshot.LiveTasks.Count:N0} live tasks, {snapshot.Totals.TasksAccepted:N0} tasks in all; loaded in {time.TotalMilliseconds:N0} ms");

    /// <summary>What the core reports.</summary>
    public void Report(IReadOnlyList<GridEvent> events)
    {
        if (level == GridLogLevel.Quiet) return;
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (IsAboutOneTask(e.Kind) && level < GridLogLevel.Verbose && !TakeLine()) continue;
            Write(Describe(e));
        }
    }

    /// <summary>Says how many lines were left out since the last time.</summary>
    public void Summarise()
    {
        long leftOut;
        lock (_lock)
        {
            leftOut = _leftOut;
            _leftOut = 0;
        }

        if (leftOut > 0) Write($"... and {leftOut:N0} more");
    }

    private static bool IsAboutOneTask(GridEventKind kind) => kind is GridEventKind.TaskAccepted or GridEventKind.Routed or GridEventKind.CacheHit
        or GridEventKind.Agreed or GridEventKind.Hedged or GridEventKind.TaskEnded or GridEventKind.FailedOver or GridEventKind.Disputed;

    private bool TakeLine()
    {
        var second = Stopwatch.GetTimestamp() / Stopwatch.Frequency;
        lock (_lock)
        {
            if (second != _second)
            {
                _second = second;
                _lines = 0;
            }

            if (_lines++ < TaskLinesPerSecond) return true;
            _leftOut++;
            return false;
        }
    }

    private string Describe(GridEvent e)
    {
        var slice = e.Slice < 0 ? "" : $" slice {e.Slice}";
        var detail = e.Detail is null ? "" : $": {e.Detail}";
        var code = e.Code == ErrorCode.None ? "" : $" ({e.Code})";
        return e.Kind switch
        {
            GridEventKind.PeerJoined => $"peer {Name(e.Peer)} connected{detail}",
            GridEventKind.PeerLeft => $"peer {Name(e.Peer)} disconnected{detail}",
            GridEventKind.GamerJoined => $"gamer {Name(e.Gamer)} connected{detail}",
            GridEventKind.GamerLeft => $"gamer {Name(e.Gamer)} disconnected{detail}",
            GridEventKind.TaskAccepted => $"task {e.Task} of {Name(e.Gamer)} accepted{detail}",
            GridEventKind.Routed => $"task {e.Task}{slice} of {Name(e.Gamer)} -> peer {Name(e.Peer)}{detail}",
            GridEventKind.CacheHit => $"task {e.Task}{slice} of {Name(e.Gamer)}: cache hit{detail}",
            GridEventKind.Agreed => $"task {e.Task}{slice}: result from peer {Name(e.Peer)}, {Milliseconds(e)} of computing{detail}",
            GridEventKind.Disputed => $"DISPUTE task {e.Task}{slice}: peer {Name(e.Peer)} gave another output than the one agreed on{code}{detail}",
            GridEventKind.FailedOver => $"failover task {e.Task}{slice}: goes to another peer than {Name(e.Peer)}{code}{detail}",
            GridEventKind.Hedged => $"task {e.Task}{slice} is late: second attempt on peer {Name(e.Peer)}{detail}",
            GridEventKind.TaskEnded => $"task {e.Task} of {Name(e.Gamer)} {(e.Code == ErrorCode.None ? "done" : "ended")}{code} after {Milliseconds(e)}, cost {e.Cost}{detail}",
            _ => $"{e.Kind} {e.Task}{slice}{code}{detail}",
        };
    }

    private static string Milliseconds(GridEvent e) => string.Create(CultureInfo.InvariantCulture, $"{e.Microseconds / 1000.0:0.###} ms");

    private string Name(AccountId account) => accounts.Describe(account);

    private void Write(string text)
    {
        var line = $"{DateTime.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {Clean(text)}";
        lock (_lock) output.WriteLine(line);
    }

    /// <summary>Names and reasons come from strangers: no line breaks or terminal escapes reach the log.</summary>
    private static string Clean(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}
