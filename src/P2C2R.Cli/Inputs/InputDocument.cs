using System.Text.Json.Nodes;
using P2C2R.Client;
using P2C2R.Kernels;
using P2C2R.Protocol;

namespace P2C2R.Cli.Inputs;

/// <summary>An input document and the files beside it.</summary>
/// <param name="Bytes">The document.</param>
/// <param name="Files">What it names.</param>
internal sealed record InputDocument(ReadOnlyMemory<byte> Bytes, IInputFiles Files)
{
    private const string MapSuffix = ".map";
    private const string ScenarioSuffix = ".map.scen";

    /// <summary>Reads a document; a MovingAI map or scenario is made into the document that names both.</summary>
    /// <exception cref="InputException">It can't be read.</exception>
    public static InputDocument Read(string path)
    {
        var full = Path.GetFullPath(path);
        var files = new FolderFiles(Path.GetDirectoryName(full)!);
        var name = Path.GetFileName(full);
        if (name.EndsWith(ScenarioSuffix, StringComparison.OrdinalIgnoreCase)) return new InputDocument(NameBoth(full, name[..^5], name), files);
        if (name.EndsWith(MapSuffix, StringComparison.OrdinalIgnoreCase)) return new InputDocument(NameBoth(full, name, name + ".scen"), files);
        try
        {
            if (new FileInfo(full).Length > Limits.MaxBlobBytes - 1) throw new InputException($"'{path}' is too big for an input document; big data goes into files that the document names");
            return new InputDocument(File.ReadAllBytes(full), files);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"can't read the input document '{path}': {e.Message}", e);
        }
    }

    private static ReadOnlyMemory<byte> NameBoth(string given, string map, string queries)
    {
        foreach (var name in new[] { map, queries })
        {
            var path = Path.Combine(Path.GetDirectoryName(given)!, name);
            if (!File.Exists(path)) throw new InputException($"'{path}' is not there; a map and its queries lie beside each other as X.map and X.map.scen");
        }

        return System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["map"] = map, ["queries"] = queries }.ToJsonString());
    }
}
