using System.Security.Cryptography;
using System.Text;

namespace P2C2R.Client.Tokens;

/// <summary>
/// Keeps a gamer's token, one for each coordinator and name, in a file that only this user can read. A token is an account:
/// whoever has it can spend its money, so it is never shown or logged.
/// </summary>
internal sealed class TokenStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _path;

    /// <summary>For one account.</summary>
    /// <param name="folder">The state folder; null for <see cref="DefaultFolder"/>.</param>
    /// <param name="coordinator">The coordinator's address in its full form.</param>
    /// <param name="name">The gamer's name.</param>
    public TokenStore(string? folder, string coordinator, string name)
    {
        var account = SHA256.HashData(Encoding.UTF8.GetBytes($"gamer\n{coordinator}\n{name}"));
        _path = Path.Combine(folder ?? DefaultFolder, "tokens", Convert.ToHexStringLower(account.AsSpan(0, 12)));
    }

    /// <summary>$XDG_STATE_HOME/p2c2r or ~/.local/state/p2c2r (XDG Base Directory Specification 0.8); on Windows the local application data.</summary>
    public static string DefaultFolder
    {
        get
        {
            if (OperatingSystem.IsWindows()) return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "p2c2r");
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            if (string.IsNullOrEmpty(state) || !Path.IsPathRooted(state)) state = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
            return Path.Combine(state, "p2c2r");
        }
    }

    /// <summary>Where the token lies, for messages.</summary>
    public string FilePath => _path;

    /// <summary>The token, or null where the account isn't known here.</summary>
    public string? Load()
    {
        try
        {
            var token = File.ReadAllText(_path).Trim();
            return token.Length == 0 ? null : token;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Keeps a token; on disk when this returns, because it is sent only once.</summary>
    public void Save(string token)
    {
        CreateFolder();
        var temporary = $"{_path}.{Environment.ProcessId}.tmp";
        using (var file = new FileStream(temporary, OptionsFor(FileMode.Create)))
        {
            file.Write(Encoding.UTF8.GetBytes(token));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
    }

    /// <summary>
    /// Held while an account is registered, so that two programs that start at once don't register two.
    /// Let go by disposing; waits as long as another one holds it.
    /// </summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellation)
    {
        CreateFolder();
        while (true)
        {
            try
            {
                return new FileStream(_path + ".lock", OptionsFor(FileMode.OpenOrCreate));
            }
            catch (IOException) when (File.Exists(_path + ".lock"))
            {
                await Task.Delay(20, cancellation).ConfigureAwait(false);
            }
        }
    }

    private static FileStreamOptions OptionsFor(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private void CreateFolder()
    {
        var folder = Path.GetDirectoryName(_path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }
}
