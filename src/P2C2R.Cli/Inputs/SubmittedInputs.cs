using System.Security.Cryptography;
using System.Text;
using P2C2R.Client;

namespace P2C2R.Cli.Inputs;

/// <summary>
/// Remembers where the input of a submitted task lies, so that <c>p2c2r result</c> can merge its outputs later: a line in
/// the state folder for each task, removed after the 7 days for which the coordinator remembers it.
/// </summary>
/// <param name="options">Whose tasks.</param>
internal sealed class SubmittedInputs(GridClientOptions options)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private readonly string _folder = Path.Combine(options.StateFolder ?? GridClientOptions.DefaultStateFolder, "submitted");

    /// <summary>Remembers a task before it is submitted.</summary>
    public void Add(string task, string input)
    {
        Directory.CreateDirectory(_folder);
        foreach (var old in Directory.GetFiles(_folder).Where(static f => File.GetLastWriteTimeUtc(f) < DateTime.UtcNow - Kept)) File.Delete(old);
        File.WriteAllText(PathOf(task), Path.GetFullPath(input));
    }

    /// <summary>Where the input lies, or null where it isn't known here.</summary>
    public string? Find(string task) => File.Exists(PathOf(task)) ? File.ReadAllText(PathOf(task)) : null;

    private string PathOf(string task)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Coordinator}\n{options.Name}\n{task}"));
        return Path.Combine(_folder, Convert.ToHexStringLower(hash.AsSpan(0, 12)));
    }
}
