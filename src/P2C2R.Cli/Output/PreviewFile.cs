using P2C2R.Client;

namespace P2C2R.Cli.Output;

/// <summary>
/// A task's picture while it is computed, as a file that any viewer can show again and again: each new one takes the place of the last in one step. It
/// stays where a task is cancelled or fails, because then it is all there is.
/// </summary>
/// <param name="directory">The folder for the result's files; created with the first picture.</param>
internal sealed class PreviewFile(string directory)
{
    /// <summary>The file's name.</summary>
    public const string Name = "preview.png";

    private readonly string _path = Path.Combine(directory, Name);

    /// <summary>Where there is a picture; null as long as there is none.</summary>
    public string? Shown { get; private set; }

    /// <summary>To be given to whoever computes.</summary>
    public TaskPreviews Previews => new(Write);

    /// <summary>Removes the picture, and one that an earlier task has left: the result's own files are there.</summary>
    /// <param name="files">Their names.</param>
    public void Remove(IReadOnlyList<string> files)
    {
        if (!files.Contains(Name)) File.Delete(_path);
        Shown = null;
    }

    private void Write(TaskPreview preview)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var beside = $"{_path}.{Environment.ProcessId}.new";
            File.WriteAllBytes(beside, preview.Png.Span);
            File.Move(beside, _path, overwrite: true);
            Shown = _path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A picture less. Where the folder can't be written, the result says so.
        }
    }
}
