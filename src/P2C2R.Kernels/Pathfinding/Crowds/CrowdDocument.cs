using P2C2R.Kernels.Documents;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>The field <c>agents</c> of a document: a list of cells, or how many to draw and from which seed.</summary>
internal static class CrowdDocument
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">It is wrong.</exception>
    public static Crowd Read(ref DocumentReader json, string field) => json.IsArray ? ReadList(ref json, field) : ReadDrawn(ref json, field);

    private static Crowd ReadList(ref DocumentReader json, string field)
    {
        var agents = new List<(int X, int Y)>();
        json.ReadArrayStart(field);
        while (json.NextElement())
        {
            if (agents.Count == Crowd.MaxAgents) throw json.Wrong($"a task may have {Crowd.MaxAgents} agents; split the document");
            agents.Add(PathfindingDocument.ReadCell(ref json, field));
        }

        if (agents.Count == 0) throw json.Wrong("there is no agent; give at least one");
        return new Crowd([.. agents], 0, 0, agents.Count);
    }

    private static Crowd ReadDrawn(ref DocumentReader json, string field)
    {
        json.ReadObjectStart(field);
        int? count = null;
        var seed = 0L;
        var seen = new HashSet<string>();
        while (json.NextField(seen, out var name))
        {
            switch (name)
            {
                case "count": count = (int)json.ReadInteger(name, 1, Crowd.MaxAgents); break;
                case "seed": seed = json.ReadInteger(name, long.MinValue, long.MaxValue); break;
                default: throw json.Unknown(name, "count, seed");
            }
        }

        return new Crowd(null, seed, 0, count ?? throw json.Wrong("\"agents\" has no \"count\""));
    }
}
