using System.Text;
using System.Text.Json.Nodes;
using P2C2R.Kernels.Canonical;
using P2C2R.Kernels.ProceduralGeneration.Tiles;

namespace P2C2R.Kernels.ProceduralGeneration.Dungeon;

/// <summary>Makes a picture, a Tiled map, a Moving AI map and the way through it from each dungeon; docs/kernels/procedural-generation.md describes them.</summary>
internal static class DungeonPresenter
{
    private const string AtlasFile = "tiles.png";

    /// <summary>Presents.</summary>
    public static Presentation Present(DungeonDocument document, Stream canonical, string directory)
    {
        var layouts = Read(canonical);
        var files = new List<string> { AtlasFile };
        using (var file = File.Create(Path.Combine(directory, AtlasFile))) DungeonTiles.Set.WriteAtlas(file);
        for (var i = 0; i < layouts.Count; i++) Write(layouts[i], layouts.Count == 1 ? "dungeon" : $"dungeon-{i:D4}", directory, files);
        return new Presentation(Lines(document, layouts), files, Figures(layouts));
    }

    private static List<DungeonLayout> Read(Stream canonical)
    {
        var memory = new MemoryStream();
        canonical.CopyTo(memory);
        var reader = new CanonicalReader(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        var layouts = new List<DungeonLayout>();
        while (!reader.AtEnd) layouts.Add(DungeonLayout.Read(ref reader) ?? throw new ArgumentException("not a merged output of this generator", nameof(canonical)));
        return layouts;
    }

    private static void Write(DungeonLayout layout, string name, string directory, List<string> files)
    {
        var tiles = DungeonTiles.Of(layout);
        using (var file = File.Create(Path.Combine(directory, name + ".tmj"))) new TiledMap(DungeonTiles.Set, AtlasFile).Write(file, layout.Width, layout.Height, tiles, Objects(layout));
        for (var key = 0; key < layout.Keys.Count; key++) tiles[layout.Keys[key].Key] = DungeonTiles.Key(key);
        (tiles[layout.Entrance], tiles[layout.Exit]) = (DungeonTiles.Entrance, DungeonTiles.Exit);
        using (var file = File.Create(Path.Combine(directory, name + ".png"))) DungeonTiles.Set.WritePicture(tiles, layout.Width, layout.Height, file);
        File.WriteAllText(Path.Combine(directory, name + ".map"), MovingAiMap(layout));
        File.WriteAllText(Path.Combine(directory, name + "-way.json"), Way(layout, name + ".map").ToJsonString());
        files.AddRange([name + ".tmj", name + ".png", name + ".map", name + "-way.json"]);
    }

    private static List<MapObject> Objects(DungeonLayout layout)
    {
        MapObject Point(string name, string type, int cell) => new(name, type, cell % layout.Width, cell / layout.Width);
        var objects = new List<MapObject> { Point("entrance", "entrance", layout.Entrance), Point("exit", "exit", layout.Exit) };
        for (var i = 0; i < layout.Keys.Count; i++) objects.AddRange([Point($"key {i + 1}", "key", layout.Keys[i].Key), Point($"lock {i + 1}", "lock", layout.Keys[i].Lock)]);
        objects.AddRange(layout.Rooms.Select(static (room, i) => new MapObject($"room {i}, zone {room.Zone}", "room", room.X, room.Y, room.Width, room.Height)));
        return objects;
    }

    /// <summary>Doors are free, locked ones too.</summary>
    private static string MovingAiMap(DungeonLayout layout)
    {
        var text = new StringBuilder($"type octile\nheight {layout.Height}\nwidth {layout.Width}\nmap\n");
        for (var cell = 0; cell < layout.Cells.Length; cell++)
        {
            text.Append(layout.Cells[cell] == (byte)DungeonCell.Rock ? '@' : '.');
            if ((cell + 1) % layout.Width == 0) text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>An input document for <c>ai_pathfinding</c>: from the entrance to each key, its lock, and in the end to the exit.</summary>
    private static JsonObject Way(DungeonLayout layout, string map)
    {
        JsonArray Cell(int cell) => [cell % layout.Width, cell / layout.Width];
        int[] stops = [layout.Entrance, .. layout.Keys.SelectMany(static k => (int[])[k.Key, k.Lock]), layout.Exit];
        var queries = stops.Zip(stops.Skip(1), (from, to) => (JsonNode)new JsonObject { ["start"] = Cell(from), ["goal"] = Cell(to) });
        return new JsonObject { ["map"] = map, ["queries"] = new JsonArray([.. queries]) };
    }

    private static List<string> Lines(DungeonDocument document, List<DungeonLayout> layouts)
    {
        var asked = document.Variant(0);
        var lines = new List<string>
        {
            $"{layouts.Count} dungeon(s) of {asked.Width} x {asked.Height}: {layouts.Sum(static l => l.Rooms.Count)} rooms, {layouts.Sum(static l => l.Keys.Count)} locks with their keys, {layouts.Sum(static l => l.Loops)} loops",
            "every room can be reached, and every lock has its key before it",
        };
        var fewer = layouts.Count(l => l.Rooms.Count < asked.Rooms);
        if (fewer > 0) lines.Add($"{fewer} of them had place for fewer rooms than the {asked.Rooms} asked for");
        return lines;
    }

    private static JsonObject Figures(List<DungeonLayout> layouts) => new()
    {
        ["dungeons"] = layouts.Count,
        ["rooms"] = layouts.Sum(static l => l.Rooms.Count),
        ["keys"] = layouts.Sum(static l => l.Keys.Count),
        ["loops"] = layouts.Sum(static l => l.Loops),
        ["width"] = layouts[0].Width,
        ["height"] = layouts[0].Height,
        ["open_cells"] = layouts.Sum(static l => l.Cells.Count(static c => c != (byte)DungeonCell.Rock)),
    };
}
