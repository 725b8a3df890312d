namespace P2C2R.Tests.Coordinator.Storage;

/// <summary>Files that can lose what was not synced, and whose operations can be made to fail.</summary>
internal sealed class LossyDisk
{
    private readonly Dictionary<string, LossyFile> _files = [];

    /// <summary>Writes, truncations and syncs until one fails, and all after it; negative for never.</summary>
    public int FailAfter { get; set; } = -1;

    public LossyFile? Open(string name, bool create)
    {
        if (!_files.TryGetValue(name, out var file) && create) _files[name] = file = new LossyFile(this);
        return file;
    }

    public void Delete(string name) => _files.Remove(name);

    public bool Exists(string name) => _files.ContainsKey(name);

    public void LosePower(Random random)
    {
        foreach (var (name, file) in _files.ToList())
        {
            if (file.Exists) file.LosePower(random);
            else _files.Remove(name);
        }
    }

    /// <summary>An operation is about to happen.</summary>
    /// <exception cref="IOException">It fails.</exception>
    public void Count()
    {
        if (FailAfter < 0) return;
        if (FailAfter == 0) throw new IOException("the disk fails");
        FailAfter--;
    }
}
