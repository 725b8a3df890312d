using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace P2C2R.Kernels.Pathfinding.Crowds;

/// <summary>Makes <c>field.bin</c>, <c>paths.json</c> and <c>map.png</c> from a crowd's output; docs/kernels/pathfinding.md describes them.</summary>
internal static class CrowdPresenter
{
    private const string FieldFile = "field.bin";
    private const string PictureFile = "map.png";
    private const byte NoWayInFile = 255;

    /// <summary>Presents.</summary>
    public static Presentation Present(PlannedCrowd crowd, Stream canonical, string directory)
    {
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var bytes = memory.GetBuffer().AsMemory(0, (int)memory.Length);
        var fieldLength = FlowFieldFormat.Length(crowd.Map);
        var answers = new List<PathAnswer>();
        if (bytes.Length < fieldLength || FlowFieldFormat.Read(bytes[..fieldLength], crowd.Map, crowd.Goal, CancellationToken.None) is not { } field || !AnswerFormat.TryRead(bytes[fieldLength..], answers, counted: false))
        {
            throw new ArgumentException("not a merged output of this kernel", nameof(canonical));
        }

        var cells = new FreeCells(crowd.Map);
        var queries = Enumerable.Range(0, answers.Count).Select(agent => crowd.Query(agent, cells)).ToArray();
        var lengths = FieldLengths.Of(field);
        using (var file = File.Create(Path.Combine(directory, FieldFile))) WriteField(field, lengths, file);
        using (var file = File.Create(Path.Combine(directory, PathsFile.Name))) PathsFile.Write(file, crowd.Map, queries, answers, withObstacles: false);
        using (var file = File.Create(Path.Combine(directory, PictureFile))) MapPicture.Write(crowd.Map, queries, answers, file, lengths);
        return new Presentation(Lines(crowd, answers), [FieldFile, PathsFile.Name, PictureFile], Figures(crowd, answers));
    }

    private static List<string> Lines(PlannedCrowd crowd, List<PathAnswer> answers)
    {
        var reachable = answers.Count(static a => a.Status == QueryStatus.Reachable);
        return
        [
            $"{reachable} of {answers.Count} agents have a path to ({crowd.Goal.X}, {crowd.Goal.Y}), {answers.Sum(static a => a.Length):F1} cells long together",
            .. PathsFile.CountStatuses(answers),
            $"map of {crowd.Map.Width} x {crowd.Map.Height} cells; the field is in {FieldFile}",
        ];
    }

    private static JsonObject Figures(PlannedCrowd crowd, List<PathAnswer> answers)
    {
        var reachable = answers.Count(static a => a.Status == QueryStatus.Reachable);
        return new JsonObject
        {
            ["agents"] = answers.Count,
            ["reachable"] = reachable,
            ["unreachable"] = answers.Count - reachable,
            ["straight_steps"] = answers.Sum(static a => (long)a.Straight),
            ["diagonal_steps"] = answers.Sum(static a => (long)a.Diagonal),
            ["total_distance"] = answers.Sum(static a => a.Length),
            ["map_width"] = crowd.Map.Width,
            ["map_height"] = crowd.Map.Height,
        };
    }

    /// <summary><c>i32 width | i32 height | a byte for each cell | an f32 for each cell</c>: direction (8 goal, 255 no way) and length of the way (-1 where there is none).</summary>
    private static void WriteField(FlowField field, float[] lengths, Stream file)
    {
        var map = field.Map;
        var cells = map.Width * map.Height;
        Span<byte> size = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(size, map.Width);
        BinaryPrimitives.WriteInt32LittleEndian(size[4..], map.Height);
        file.Write(size);
        var directions = new byte[cells];
        var floats = new byte[4 * map.Width];
        for (var i = 0; i < cells; i++)
        {
            var direction = field[(i % map.Width) + 1, (i / map.Width) + 1];
            directions[i] = direction == FlowField.NoWay ? NoWayInFile : direction;
        }

        file.Write(directions);
        for (var y = 0; y < map.Height; y++)
        {
            for (var x = 0; x < map.Width; x++) BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(4 * x), lengths[(y * map.Width) + x]);
            file.Write(floats);
        }
    }
}
