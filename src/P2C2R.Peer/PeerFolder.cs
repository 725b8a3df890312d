using System.Text;
using P2C2R.Protocol;

namespace P2C2R.Peer;

/// <summary>The folder of one peer, held by one process at a time.</summary>
internal sealed class PeerFolder : IDisposable
{
    private readonly FileStream _lock;

    private PeerFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        Spool = System.IO.Path.Combine(path, "spool");
        Blobs = System.IO.Path.Combine(path, "blobs");
        Speeds = System.IO.Path.Combine(path, "speeds.json");
    }

    public string Path { get; }

    /// <summary>Outputs not yet settled.</summary>
    public string Spool { get; }

    /// <summary>The cache.</summary>
    public string Blobs { get; }

    /// <summary>What the calibration found.</summary>
    public string Speeds { get; }

    /// <summary>Opens the folder, makes it where there is none, and empties the spool of an earlier run.</summary>
    public static (PeerFolder? Folder, string? Error) TryOpen(string directory, string name)
    {
        var path = System.IO.Path.Combine(directory, FolderName(name));
        try
        {
            Directory.CreateDirectory(path);
            var held = new FileStream(System.IO.Path.Combine(path, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var folder = new PeerFolder(path, held);
            if (Directory.Exists(folder.Spool)) Directory.Delete(folder.Spool, recursive: true);
            Directory.CreateDirectory(folder.Spool);
            Directory.CreateDirectory(folder.Blobs);
            return (folder, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"the folder {path} can't be used ({e.Message}); is another peer with the name '{name}' running? Choose another --name or --state folder");
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string FolderName(string name)
    {
        var plain = name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return plain ? name : "peer-" + Sha256Hash.Of(Encoding.UTF8.GetBytes(name)).ToString()[..16];
    }
}
