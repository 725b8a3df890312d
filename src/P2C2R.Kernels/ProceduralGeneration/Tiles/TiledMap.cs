using System.Text.Json;

namespace P2C2R.Kernels.ProceduralGeneration.Tiles;

/// <summary>
/// Writes a map as the editor Tiled and the engines that read its files know it: the JSON map format, version 1.10
/// (doc.mapeditor.org, "JSON Map Format"), orthogonal, one tile layer, the tileset embedded, and an object layer where there are objects.
/// </summary>
/// <param name="tiles">The tiles.</param>
/// <param name="atlas">The file name of their atlas (<see cref="TileSet.WriteAtlas"/>).</param>
internal sealed class TiledMap(TileSet tiles, string atlas)
{
    private const int FlushBytes = 1 << 20;

    /// <summary>Writes the map.</summary>
    /// <param name="destination">Where to.</param>
    /// <param name="width">Cells in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="cells">The number of each cell's tile; -1 for none.</param>
    /// <param name="objects">What else is on it.</param>
    public void Write(Stream destination, int width, int height, IReadOnlyList<int> cells, IReadOnlyList<MapObject> objects)
    {
        using var json = new Utf8JsonWriter(destination);
        json.WriteStartObject();
        WriteStrings(json, ("type", "map"), ("version", "1.10"), ("tiledversion", "1.10.2"), ("orientation", "orthogonal"), ("renderorder", "right-down"));
        WriteNumbers(json, ("width", width), ("height", height), ("tilewidth", tiles.Side), ("tileheight", tiles.Side), ("compressionlevel", -1));
        WriteNumbers(json, ("nextlayerid", 3), ("nextobjectid", objects.Count + 1));
        json.WriteBoolean("infinite", false);
        json.WriteStartArray("layers");
        WriteTileLayer(json, width, height, cells);
        if (objects.Count > 0) WriteObjectLayer(json, objects);
        json.WriteEndArray();
        json.WriteStartArray("tilesets");
        WriteTileSet(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTileLayer(Utf8JsonWriter json, int width, int height, IReadOnlyList<int> cells)
    {
        WriteLayerStart(json, 1, "tiles", "tilelayer");
        WriteNumbers(json, ("width", width), ("height", height));
        json.WriteStartArray("data");
        foreach (var tile in cells)
        {
            // Global tile ids: 0 is no tile, the first tileset begins at 1.
            json.WriteNumberValue(tile + 1);
            if (json.BytesPending > FlushBytes) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteObjectLayer(Utf8JsonWriter json, IReadOnlyList<MapObject> objects)
    {
        WriteLayerStart(json, 2, "objects", "objectgroup");
        json.WriteString("draworder", "index");
        json.WriteStartArray("objects");
        for (var i = 0; i < objects.Count; i++)
        {
            var thing = objects[i];
            var isPoint = thing.Width == 0;
            var half = isPoint ? tiles.Side / 2 : 0;
            json.WriteStartObject();
            WriteStrings(json, ("name", thing.Name), ("type", thing.Type));
            WriteNumbers(json, ("id", i + 1), ("x", (thing.X * tiles.Side) + half), ("y", (thing.Y * tiles.Side) + half));
            WriteNumbers(json, ("width", thing.Width * tiles.Side), ("height", thing.Height * tiles.Side), ("rotation", 0));
            json.WriteBoolean("visible", true);
            if (isPoint) json.WriteBoolean("point", true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLayerStart(Utf8JsonWriter json, int id, string name, string type)
    {
        json.WriteStartObject();
        WriteStrings(json, ("name", name), ("type", type));
        WriteNumbers(json, ("id", id), ("x", 0), ("y", 0), ("opacity", 1));
        json.WriteBoolean("visible", true);
    }

    private void WriteTileSet(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteStrings(json, ("name", "tiles"), ("image", atlas));
        WriteNumbers(json, ("firstgid", 1), ("tilecount", tiles.Count), ("columns", tiles.Columns), ("margin", 0), ("spacing", 0));
        WriteNumbers(json, ("tilewidth", tiles.Side), ("tileheight", tiles.Side), ("imagewidth", tiles.Columns * tiles.Side), ("imageheight", tiles.Rows * tiles.Side));
        json.WriteStartArray("tiles");
        for (var i = 0; i < tiles.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", i);
            json.WriteString("type", tiles.Names[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, params ReadOnlySpan<(string Name, string Value)> fields)
    {
        foreach (var (name, value) in fields) json.WriteString(name, value);
    }

    private static void WriteNumbers(Utf8JsonWriter json, params ReadOnlySpan<(string Name, int Value)> fields)
    {
        foreach (var (name, value) in fields) json.WriteNumber(name, value);
    }
}
