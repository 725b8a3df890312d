using System.Text.Json.Nodes;

namespace P2C2R.Cli.Bench.Rigid;

/// <summary>What a contender made of a scene.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Ms">Milliseconds of a step, on average.</param>
/// <param name="LateMs">Of the second half of the steps.</param>
/// <param name="Drop">How far the last body sank, m.</param>
/// <param name="Farthest">How far the body got that got farthest, m.</param>
internal sealed record RigidResult(string Name, double Ms, double LateMs, double Drop, double Farthest)
{
    /// <summary>Mean overlap of contact points at the end, m; null where it isn't known.</summary>
    public double? MeanOverlap { get; init; }

    /// <summary>Greatest overlap at the end, m; null where it isn't known.</summary>
    public double? GreatestOverlap { get; init; }

    /// <summary>Reads what a rival prints.</summary>
    public static RigidResult Read(string name, string line)
    {
        var json = JsonNode.Parse(line)!;
        return new(name, (double)json["ms"]!, (double)json["late_ms"]!, (double)json["drop"]!, (double)json["farthest"]!);
    }

    /// <summary>For machines.</summary>
    public JsonObject ToJson(double own) => new()
    {
        ["name"] = Name,
        ["ms_per_step"] = Math.Round(Ms, 3),
        ["late_ms_per_step"] = Math.Round(LateMs, 3),
        ["times_ours"] = Math.Round(Ms / own, 2),
        ["top_drop_m"] = Math.Round(Drop, 3),
        ["farthest_m"] = Math.Round(Farthest, 3),
        ["mean_overlap_m"] = MeanOverlap is { } mean ? Math.Round(mean, 5) : null,
        ["max_overlap_m"] = GreatestOverlap is { } most ? Math.Round(most, 4) : null,
    };
}
