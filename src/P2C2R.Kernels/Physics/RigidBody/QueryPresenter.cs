using System.Text.Json.Nodes;
using P2C2R.Kernels.Numerics;

namespace P2C2R.Kernels.Physics.RigidBody;

/// <summary>Answers of queries as JSON, with the names of the document.</summary>
internal static class QueryPresenter
{
    /// <summary>The answers of a scenario.</summary>
    public static JsonArray Of(RigidPlan plan, RigidHistory history) => new([.. history.Answers.Select(a => (JsonNode)Of(plan, a))]);

    private static JsonObject Of(RigidPlan plan, QueryAnswer answer)
    {
        var json = new JsonObject { ["step"] = answer.Step, ["query"] = plan.QueryNames[answer.Query] };
        if (!plan.Built.Scene.Queries[answer.Query].IsRay)
        {
            json["hits"] = answer.Hits;
            json["bodies"] = new JsonArray([.. answer.Bodies.Select(b => JsonValue.Create(plan.Names[b]))]);
            return json;
        }

        json["body"] = answer.Hits == 0 ? null : plan.Names[answer.Bodies[0]];
        if (answer.Hits == 0) return json;
        json["distance"] = answer.Distance;
        json["point"] = Of(answer.Point);
        json["normal"] = Of(answer.Normal);
        return json;
    }

    private static JsonArray Of(Float3 v) => [v.X, v.Y, v.Z];
}
