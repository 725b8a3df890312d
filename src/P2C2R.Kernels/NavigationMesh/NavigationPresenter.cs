using System.Text.Json;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Meshes;
using P2C2R.Kernels.NavigationMesh.Search;
using P2C2R.Kernels.Pathfinding;

namespace P2C2R.Kernels.NavigationMesh;

/// <summary>Makes <c>paths.json</c>, <c>navigation_mesh.glb</c> and <c>navigation_mesh.png</c>; docs/kernels/navigation-mesh.md describes them.</summary>
internal static class NavigationPresenter
{
    private const string PathsFile = "paths.json";
    private const string MeshFile = "navigation_mesh.glb";
    private const string PictureFile = "navigation_mesh.png";
    private const int FlushBytes = 1 << 20;

    /// <summary>Presents.</summary>
    public static Presentation Present(PlannedNavigation planned, PolygonMesh mesh, List<MeshAnswer> answers, string directory)
    {
        using (var file = File.Create(Path.Combine(directory, PathsFile))) WritePaths(planned, mesh, answers, file);
        List<string> files = [PathsFile];
        if (mesh.PolygonCount > 0)
        {
            using (var file = File.Create(Path.Combine(directory, MeshFile))) GlbWriter.Write(file, NavigationScene.Nodes(planned.Mesh, mesh, answers));
            using (var file = File.Create(Path.Combine(directory, PictureFile))) NavigationPicture.Write(mesh, answers, file);
            files.AddRange([MeshFile, PictureFile]);
        }

        var figures = Figures(planned, mesh, answers);
        return new Presentation(Lines(planned, mesh, answers, figures), files, figures);
    }

    private static JsonObject Figures(PlannedNavigation planned, PolygonMesh mesh, List<MeshAnswer> answers)
    {
        long doubleArea = 0;
        for (var polygon = 0; polygon < mesh.PolygonCount; polygon++) doubleArea += mesh.DoubleAreaOf(polygon);
        var size = planned.Settings.CellSize;
        var reachable = answers.Count(static a => a.Status == QueryStatus.Reachable);
        return new JsonObject
        {
            ["triangles"] = planned.Mesh.TriangleCount,
            ["map_width"] = planned.Settings.MapWidth,
            ["map_depth"] = planned.Settings.MapDepth,
            ["tiles"] = planned.Tiles,
            ["polygons"] = mesh.PolygonCount,
            ["parts"] = mesh.ComponentCount,
            ["walkable_area"] = doubleArea / 2.0 * size * size,
            ["queries"] = answers.Count,
            ["reachable"] = reachable,
            ["unreachable"] = answers.Count - reachable,
            ["total_distance"] = answers.Sum(static a => a.Length) * size,
        };
    }

    private static List<string> Lines(PlannedNavigation planned, PolygonMesh mesh, List<MeshAnswer> answers, JsonObject figures)
    {
        var lines = new List<string>
        {
            $"navigation mesh of {mesh.PolygonCount} polygons in {mesh.ComponentCount} parts, {figures["walkable_area"]!.GetValue<double>():F1} square units to walk on",
        };
        if (answers.Count > 0) lines.Add($"{figures["reachable"]} of {answers.Count} queries have a path, {figures["total_distance"]!.GetValue<double>():F1} units long together");
        foreach (var status in Enum.GetValues<QueryStatus>().Where(static s => s != QueryStatus.Reachable))
        {
            var count = answers.Count(a => a.Status == status);
            if (count > 0) lines.Add($"{count} x {Name(status)}");
        }

        lines.Add($"from {planned.Mesh.TriangleCount} triangles, {planned.Settings.MapWidth} x {planned.Settings.MapDepth} cells in {planned.Tiles} tiles; {MeshFile} opens in any viewer of glTF");
        return lines;
    }

    private static void WritePaths(PlannedNavigation planned, PolygonMesh mesh, List<MeshAnswer> answers, Stream file)
    {
        using var json = new Utf8JsonWriter(file);
        json.WriteStartObject();
        json.WriteNumber("polygons", mesh.PolygonCount);
        json.WriteStartArray("paths");
        for (var i = 0; i < answers.Count; i++)
        {
            json.WriteStartObject();
            WritePlace(json, "start", planned.Document.Queries[i].Start);
            WritePlace(json, "goal", planned.Document.Queries[i].Goal);
            json.WriteString("status", Name(answers[i].Status));
            if (answers[i].Status == QueryStatus.Reachable)
            {
                json.WriteNumber("distance", answers[i].Length * mesh.Settings.CellSize);
                json.WriteStartArray("path");
                foreach (var (place, height) in answers[i].Path) WritePlace(json, null, mesh.ToUnits(place, height));
                json.WriteEndArray();
            }

            json.WriteEndObject();
            if (json.BytesPending > FlushBytes) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, string? name, double[] place)
    {
        if (name is null) json.WriteStartArray();
        else json.WriteStartArray(name);
        foreach (var value in place) json.WriteNumberValue(Math.Round(value, 6, MidpointRounding.ToEven));
        json.WriteEndArray();
    }

    private static string Name(QueryStatus status) => status switch
    {
        QueryStatus.Reachable => "reachable",
        QueryStatus.Unreachable => "unreachable",
        QueryStatus.StartOutside => "start_outside",
        QueryStatus.GoalOutside => "goal_outside",
        QueryStatus.StartBlocked => "start_blocked",
        _ => "goal_blocked",
    };
}
