using P2C2R.Coordinator.Blobs;

namespace P2C2R.Tests.Coordinator.Blobs;

/// <summary>
/// Files in memory that know what a power loss leaves: a file's bytes as of its last sync, a folder's entries as of the folder's
/// last sync. Entries that were not synced are lost or kept as chance will have it.
/// </summary>
internal sealed class LossyFiles : IBlobFiles
{
    private readonly Dictionary<string, Node> _seen = [];
    private readonly Dictionary<string, Node> _durable = [];

    public IEnumerable<string> Names => _seen.Keys;

    public Stream Create(string name)
    {
        var node = new Node();
        _seen[name] = node;
        return node;
    }

    public void Sync(Stream file) => ((Node)file).Durable = ((Node)file).ToArray();

    public void Move(string from, string to)
    {
        if (!_seen.Remove(from, out var node)) throw new IOException($"no file {from}");
        _seen[to] = node;
    }

    public void SyncFolder(string folder)
    {
        foreach (var name in _durable.Keys.Where(n => FolderOf(n) == folder && !_seen.ContainsKey(n)).ToList()) _durable.Remove(name);
        foreach (var (name, node) in _seen.Where(e => FolderOf(e.Key) == folder)) _durable[name] = node;
    }

    public Stream? OpenRead(string name) => _seen.TryGetValue(name, out var node) ? new MemoryStream(node.ToArray()) : null;

    public void Delete(string name) => _seen.Remove(name);

    public IEnumerable<string> List(string folder) => _seen.Keys.Where(n => FolderOf(n) == folder).ToList();

    public void LosePower(Random random)
    {
        var entries = _durable.ToDictionary(e => e.Key, e => e.Value);
        foreach (var (name, node) in _seen)
        {
            if (random.Next(2) == 0) entries[name] = node;
        }

        _seen.Clear();
        _durable.Clear();
        foreach (var (name, node) in entries) _seen[name] = _durable[name] = node.AfterPowerLoss(random);
    }

    public void Corrupt(string name)
    {
        var bytes = _seen[name].ToArray();
        bytes[^1] ^= 1;
        var node = new Node();
        node.Write(bytes);
        _seen[name] = node;
    }

    private static string FolderOf(string name) => name.Contains('/', StringComparison.Ordinal) ? name[..name.LastIndexOf('/')] : ".";

    private sealed class Node : MemoryStream
    {
        public byte[] Durable { get; set; } = [];

        public override bool CanRead => true;

        /// <summary>What was synced, and of the rest as much as chance will have it.</summary>
        public Node AfterPowerLoss(Random random)
        {
            var all = ToArray();
            var left = new Node();
            left.Write(all.Length > Durable.Length ? all.AsSpan(0, random.Next(Durable.Length, all.Length + 1)) : Durable);
            left.Durable = left.ToArray();
            return left;
        }
    }
}
