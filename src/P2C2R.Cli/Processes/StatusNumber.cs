using System.Globalization;
using System.Text.Json.Nodes;

namespace P2C2R.Cli.Processes;

/// <summary>Numbers of the coordinator's status, wherever in its JSON they stand.</summary>
internal static class StatusNumber
{
    /// <summary>A number by name, or by path with dots.</summary>
    /// <exception cref="IOException">It isn't there.</exception>
    public static long Of(JsonNode status, string path)
    {
        var node = path.Split('.').Aggregate((JsonNode?)status, static (n, name) => n?[name]);
        if (node is JsonArray list) return list.Count;
        return node is not null && decimal.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (long)value
            : throw new IOException($"the coordinator's status has no number '{path}'");
    }
}
