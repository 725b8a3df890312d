using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace P2C2R.Coordinator.Blobs;

/// <summary>A folder on the disk.</summary>
/// <param name="root">The folder; made where it isn't there.</param>
internal sealed partial class DiskFiles(string root) : IBlobFiles
{
    private const int BufferBytes = 64 << 10;

    /// <inheritdoc/>
    public Stream Create(string name)
    {
        MakeFolderOf(name);
        return new FileStream(PathOf(name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = BufferBytes, Options = FileOptions.Asynchronous });
    }

    /// <inheritdoc/>
    public void Sync(Stream file) => ((FileStream)file).Flush(flushToDisk: true);

    /// <inheritdoc/>
    public void Move(string from, string to)
    {
        MakeFolderOf(to);
        File.Move(PathOf(from), PathOf(to), overwrite: true);
    }

    /// <inheritdoc/>
    public void SyncFolder(string folder)
    {
        // Windows has no such call, and its file systems journal entries by themselves.
        if (OperatingSystem.IsWindows()) return;
        const int readOnly = 0;
        var file = OpenFile(Encoding.UTF8.GetBytes(PathOf(folder) + '\0'), readOnly);
        if (file < 0) throw new IOException($"can't open folder {PathOf(folder)}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        var failed = SyncFile(file) != 0;
        _ = CloseFile(file);
        if (failed) throw new IOException($"can't sync folder {PathOf(folder)}");
    }

    /// <inheritdoc/>
    public Stream? OpenRead(string name)
    {
        try
        {
            return new FileStream(PathOf(name), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = 0, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Delete(string name) => File.Delete(PathOf(name));

    /// <inheritdoc/>
    public IEnumerable<string> List(string folder)
    {
        var path = PathOf(folder);
        return Directory.Exists(path) ? Directory.EnumerateFiles(path).Select(f => $"{folder}/{Path.GetFileName(f)}") : [];
    }

    private void MakeFolderOf(string name) => Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);

    private string PathOf(string name) => Path.Combine(root, name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int OpenFile(byte[] path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int SyncFile(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int file);
}
