using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Client;

/// <summary>
/// The files beside an input document: those in a folder and below it, and no others, so that a document from a stranger
/// can't send the user's other files to the grid.
/// </summary>
/// <param name="folder">Where the document lies.</param>
public sealed class FolderFiles(string folder) : IInputFiles
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(string name)
    {
        if (name.Length == 0 || name.Contains('\0') || Path.IsPathRooted(name)) throw new InputException($"'{name}' must be a path relative to the input document");
        var path = Path.GetFullPath(Path.Combine(_folder, name));
        if (!path.StartsWith(_folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) throw new InputException($"'{name}' lies outside the folder of the input document; put the file beside the document");
        try
        {
            var length = new FileInfo(path).Length;
            if (length > Limits.MaxBlobBytes - 1) throw new InputException($"'{name}' has {length} bytes, at most {Limits.MaxBlobBytes - 1} are possible; split it");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"can't read '{name}' beside the input document: {e.Message}", e);
        }
    }
}
