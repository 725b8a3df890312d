using System.Text;
using P2C2R.Protocol;
using P2C2R.Protocol.Connection;

namespace P2C2R.Peer;

/// <summary>The token that one coordinator gave to a peer of one name, in a file that only its owner can read. Whoever has it is that account, so it is never shown.</summary>
internal sealed class TokenFile(string directory, CoordinatorAddress coordinator)
{
    private const int MaxBytes = 4096;

    private readonly string _path = Path.Combine(directory, $"token-{Sha256Hash.Of(Encoding.UTF8.GetBytes(coordinator.ToString())).ToString()[..16]}");

    public string? Read()
    {
        var file = new FileInfo(_path);
        return file.Exists && file.Length is > 0 and <= MaxBytes ? File.ReadAllText(_path).Trim() : null;
    }

    public void Write(string token)
    {
        var temporary = _path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(token));
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    /// <summary>Keeps the old one beside it: the coordinator may find its database again.</summary>
    public void Retire()
    {
        if (File.Exists(_path)) File.Move(_path, _path + ".refused", overwrite: true);
    }
}
