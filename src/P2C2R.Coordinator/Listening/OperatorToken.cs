using P2C2R.Coordinator.Connections;

namespace P2C2R.Coordinator.Listening;

/// <summary>The operator's secret, in a file beside the database that only its owner can read.</summary>
internal static class OperatorToken
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "operator.token";

    /// <summary>Reads the token, making the file where it isn't there.</summary>
    public static string ReadOrMake(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 20 } token) return token;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var made = AccountBook.NewToken();
        using var file = new StreamWriter(path, options);
        file.WriteLine(made);
        return made;
    }
}
