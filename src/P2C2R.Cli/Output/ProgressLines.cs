using P2C2R.Client;

namespace P2C2R.Cli.Output;

/// <summary>Progress on stderr: one line that is overwritten in a terminal, a line for each phase and quarter elsewhere.</summary>
/// <param name="preview">The task's picture, which the line names when it is there; null for none.</param>
internal sealed class ProgressLines(PreviewFile? preview = null) : IProgress<TaskProgress>, IDisposable
{
    private const int HeardLength = 40;

    private readonly Lock _lock = new();
    private readonly bool _overwrite = !Console.IsErrorRedirected;
    private string _shown = "";

    /// <inheritdoc/>
    public void Report(TaskProgress value)
    {
        var fraction = _overwrite ? value.Fraction : Math.Floor(value.Fraction * 4) / 4;
        var text = Describe(value, fraction) + Look(preview);
        lock (_lock)
        {
            if (text == _shown) return;
            if (_overwrite) Console.Error.Write($"\r{text.PadRight(_shown.Length)}");
            else Console.Error.WriteLine(text);
            _shown = text;
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_overwrite && _shown.Length > 0) Console.Error.Write($"\r{new string(' ', _shown.Length)}\r");
            _shown = "";
        }
    }

    /// <summary>A phase in words.</summary>
    public static string Name(TaskPhase phase) => phase switch
    {
        TaskPhase.Uploading => "uploading",
        TaskPhase.Submitting => "submitting",
        TaskPhase.Computing => "computing",
        TaskPhase.Reconnecting => "reconnecting",
        TaskPhase.Fetching => "fetching",
        _ => "computing on this machine",
    };

    /// <summary>What a language model has just said, as much as fits beside the rest; empty where it said nothing.</summary>
    public static string Hear(TaskProgress value) => value.Said is { Length: > 0 } said ? $": ... {said[Math.Max(0, said.Length - HeardLength)..]}" : "";

    /// <summary>Where a task can be looked at; empty as long as it can't.</summary>
    public static string Look(PreviewFile? preview) => preview?.Shown is { } path ? $", see {path}" : "";

    private static string Describe(TaskProgress value, double fraction) => value.Phase is TaskPhase.Computing or TaskPhase.ComputingLocally
        ? $"{Name(value.Phase)}: {fraction:0%} of {value.SliceCount} slices{Hear(value)}"
        : $"{Name(value.Phase)} ...";
}
